// One sitting for an organisation: its entry, and those of its coaches, handed in together. Each coach can also be sent a link.
(function () {
  "use strict";
  const landkarte = (window.landkarte = window.landkarte || {});
  const { element, formular, heute } = landkarte;

  const mitglieder = ({ nummer }) => landkarte.entwuerfe.alle().filter(({ art, mappe }) => art === "jobcoach" && mappe === nummer).reverse().map(landkarte.passend);

  const ablage = ({ einwilligung }) => ({ einwilligung: { ...(einwilligung?.liegt_bei && { liegt_bei: einwilligung.liegt_bei }) } });

  // JSON as letters that an address takes, and back, as landkarte/desk/inviting.py writes it, too: {firma, art, quelle, daten}, or null if it is none. To what she agrees, whose the entry is and when it was true no link says.
  const alsLink = (daten) => `${location.href.split("#")[0]}#?teil=${window.btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(daten)))).replaceAll("+", "-").replaceAll("/", "_")}`;

  landkarte.ausLink = function (teil) {
    try {
      const bytes = Uint8Array.from(window.atob(teil.replaceAll("-", "+").replaceAll("_", "/")), (zeichen) => zeichen.codePointAt(0));
      const { firma, art = "jobcoach", quelle = "", daten } = JSON.parse(new TextDecoder().decode(bytes));
      if (typeof firma !== "string" || !Object.hasOwn(formular.arten, art) || landkarte.knotenzahl(daten) > formular.groesse.knoten_hoechstens) return null;
      return { firma: firma.slice(0, 200), art, quelle: `${quelle}`.slice(0, 200), daten: { ...daten, ...ablage(daten), konto: "", stand: heute() } };
    } catch {
      return null;
    }
  };

  // What a coach has from her organisation.
  const vomAnbieter = (daten) => ({ anbieter: daten.id, lizenz: daten.lizenz, ...ablage(daten) });

  const fertige = (einer, { id }) => landkarte.freigegeben("jobcoach", { ...einer.daten, anbieter: id }, formular).daten;
  const offen = (einer, daten) => landkarte.alleBefunde("jobcoach", { ...einer.daten, anbieter: daten.id }, heute(), formular).filter(({ schwere }) => schwere === "fehler").length;

  landkarte.mappe = {
    // [{art, daten}] of everything that is handed in with the entry of an organisation.
    inhalt(entwurf, daten) {
      const dabei = mitglieder(entwurf);
      const kennungen = [...new Set([...(daten.jobcoaches || []), ...dabei.map((einer) => einer.daten.id)])];
      const coaches = dabei.filter(({ verschickt }) => !verschickt)
        .map((einer) => ({ art: "jobcoach", daten: fertige(einer, daten) }));
      return [{ art: entwurf.art, daten: kennungen.length > 0 ? { ...daten, jobcoaches: kennungen } : daten }, ...coaches];
    },

    mitglieder,

    // How many coaches still have an error in what is to be handed in.
    unfertige: (entwurf, daten) => mitglieder(entwurf).filter((einer) => !einer.verschickt && offen(einer, daten) > 0).length,

    // Lists the coaches in `bereich`; `oeffne` goes on with one, or begins one with what she has from here; `geaendert()` shows all anew.
    zeige(bereich, entwurf, daten, { oeffne, geaendert }) {
      const teil = (auswahl) => bereich.querySelector(auswahl);
      bereich.hidden = entwurf.art !== "anbieter";
      teil(".mappe-link").hidden = true;

      function verschicke(einer, wer) {
        landkarte.entwuerfe.lege({ ...einer, verschickt: true });
        geaendert();
        teil(".mappe-link").hidden = false;
        teil("#mappe-link").value = alsLink({ firma: daten.name, daten: { ...einer.daten, anbieter: daten.id } });
        teil(".mappe-link label").textContent = `Link für ${wer}`;
        teil("#mappe-link").focus();
      }

      teil("ul").replaceChildren(...mitglieder(entwurf).map(function (einer, stelle) {
        const wer = landkarte.personenname(einer.daten.name) || `${stelle + 1}. Jobcoach`;
        const fehler = offen(einer, daten);
        const wort = einer.verschickt ? "füllt den Eintrag selbst aus" : fehler > 0 ? `noch offen: ${fehler}` : "fertig";
        return element("li", {}, element("span", {}, `${wer} (${wort})`),
          landkarte.knopf("Bearbeiten", wer, () => oeffne({ ...einer, verschickt: false })),
          landkarte.knopf("Link zum Selbstausfüllen", wer, () => verschicke(einer, wer)),
          landkarte.knopf("Entfernen", wer, function () {
            landkarte.entwuerfe.entferne(einer.nummer);
            geaendert();
          }));
      }));
      teil("[data-tun=jobcoach]").onclick = () => oeffne(vomAnbieter(daten));
      teil("[data-tun=linkkopieren]").onclick = async function () {
        const gelungen = await landkarte.kopiere(teil("#mappe-link").value, teil("#mappe-link"));
        teil(".mappe-meldung").textContent = gelungen ? "Der Link ist kopiert." : "Der Link ist markiert: Kopieren Sie ihn mit Strg und C, am Mac Cmd und C.";
      };
    },
  };
})();
