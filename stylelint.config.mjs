// What is asked of the style sheets of the pages.
export default {
  extends: ["stylelint-config-standard"],
  // Books are read by programs that know other names, and older ones.
  ignoreFiles: ["scripts/visavis/export/**"],
  rules: {
    // Layers say what rules: the theme's sheets are one, ours another above it (`site/trim.py`).
    "declaration-no-important": true,
    // Rules stand with what they are about.
    "no-descending-specificity": null,
    // Phones that are older than the newer notation are still read on.
    "media-feature-range-notation": "prefix",
    // Just below a width at which the theme changes.
    "number-max-precision": 6,
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-user-select"] }],
    // Some names are Material's.
    "custom-property-pattern": "^(vv|md)-[a-z-]+$",
    "selector-class-pattern": "^(vv|md|js|no|caption|edition|footnote)",
    "selector-id-pattern": "^(vv-|__)",
    // Names of fonts.
    "value-keyword-case": ["lower", { ignoreProperties: ["--vv-serif", "--vv-system-serif"] }],
  },
};
