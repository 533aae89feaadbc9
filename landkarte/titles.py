"""What people call the fields of an entry, in the schema for editors and wherever a change is told."""

# Keys are spelled in ASCII; a title is the key with its umlauts and capital letters back, where it is not told in full.
_TITLES = {
    "beschreibung_leichte_sprache": "Beschreibung in Leichter Sprache", "dauer_monate": "Dauer in Monaten", "dgs_niveau": "DGS-Niveau",
    "dokument_im_repo": "Dokument im Verzeichnis", "faelle_abgeschlossen": "Abgeschlossene Fälle",
    "fortbildung_letzte": "Letzte Fortbildung", "informierbar_url": "Adresse bei informierBar",
    "jobcoaches_anzahl": "Zahl der Jobcoaches", "nachbetreuung_monate": "Nachbetreuung in Monaten",
    "qm_system": "Qualitätsmanagement", "schema": "Fassung des Datenmodells", "stundensatz_eur": "Stundensatz in Euro",
    "team_professionen": "Berufe im Team", "umkreis_km": "Umkreis in Kilometern", "weiterbildung_160ue": "Weiterbildung ab 160 UE",
}  # fmt: skip
_WORDS = {
    "ags": "AGS", "anlaesse": "Anlässe", "arbeitsplatz": "Arbeitsplatz", "beschaeftigungsform": "Beschäftigungsform",
    "bundeslaender": "Bundesländer", "email": "E-Mail", "eur": "Euro", "fruehere": "Frühere", "geprueft": "Geprüft",
    "gueltig": "Gültig", "id": "Kennung", "ids": "Kennungen", "ifd": "IFD", "kapazitaet": "Kapazität",
    "kennenlerngespraech": "Kennenlerngespräch", "lat": "Breite", "leistungstraeger": "Leistungsträger", "lon": "Länge",
    "mobilitaet": "Mobilität", "moeglich": "möglich", "naechste": "Nächste", "oepnv": "ÖPNV", "paten": "Paten",
    "personalschluessel": "Personalschlüssel", "plaetze": "Plätze", "plz": "Postleitzahl", "pruefsummen": "Prüfsummen",
    "pruefung": "Prüfung", "qualitaet": "Qualität", "strasse": "Straße", "termin": "Termin", "traeger": "Träger",
    "traegerart": "Trägerart", "ue": "Unterrichtseinheiten", "veroeffentlichen": "veröffentlichen", "woche": "Woche",
    "zielgruppe": "Zielgruppe", "zugaenglichkeit": "Zugänglichkeit",
}  # fmt: skip


def title(key: str) -> str:
    """The German words for a field by its YAML key: "dauer_monate" is "Dauer in Monaten"."""
    words = _TITLES.get(key) or " ".join(_WORDS.get(word, word) for word in key.split("_"))
    return words[0].upper() + words[1:]
