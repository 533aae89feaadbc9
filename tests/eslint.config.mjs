// What ESLint holds the scripts to. All that browsers offer is named here one by one: with a list of everything, a slip such as
// `name` or `event`, which every window has, would be no mistake. Scripts share nothing but `window.landkarte`.
const BROWSER = `document window location history navigator requestAnimationFrame setTimeout clearTimeout crypto performance addEventListener
  Blob BroadcastChannel CustomEvent DOMParser Event File IntersectionObserver KeyboardEvent MutationObserver Option PerformanceObserver TextDecoder TextEncoder URL
  URLSearchParams fetch`;

// What the oldest browsers understand that BETRIEB.md names, and no word more.
const SUPPORTED = 2021;

export default [
  { files: ["templates/**/*.js"], languageOptions: { ecmaVersion: SUPPORTED } },
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "script", globals: Object.fromEntries(BROWSER.split(/\s+/).map((name) => [name, "readonly"])) },
    linterOptions: { noInlineConfig: true },
    rules: { "no-undef": "error", "no-unused-vars": "error", eqeqeq: "error", "no-shadow": "error" },
  },
];
