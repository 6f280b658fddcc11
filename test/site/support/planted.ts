/** Every secret that is planted in `fixtures/full/config`, by the kind of place that it is in. */
export const PLANTED: Readonly<Record<string, string>> = {
  schemaFile: 'i3FSJb2w7vQZXdtbBtS4v8U3SItlSkcI',
  upper: 'Ji9Ih0pgUioougwKIunq2xmHRN0WwJnu',
  schemaDefault: 'GTXMtLvAeNRyN996pJD30rNGNe0za3qY',
  schemaExample: 'dqUcgQ0VnGFkLudNRWrc7reJSMvYUsDB',
  comment: 'D6v8dOAieDHMkjXX428dzh2vLtHUaNce',
  disabled: '8zNbYEj8mQ9Ge9RYZ2JNM2ZzwGVkXlUh',
  disabledOther: 'lD9niyBfsTTGYYGGtZL2hKCBHKTihFCW',
  urlPassword: '8WVyElRltTJx8kgs8TTJSSDCshlF58sw',
  urlQuery: 'fxktKmyYY92NXGq4xf9fLdjaIBGJjUm7',
  pemLine1: '4BKsCb1h6kBovq1ZtUowuNzky0B31O99',
  pemLine2: 'h2MyMRDqj5lGboW4aZu41i36ed2HsmGF',
  pemLine3: 'O5WkQnICmLAqI7LfXz5D7G4H1A3gtUmh',
  anchor: 'JSuXBRvSWOQAxRNgOLJj9KCI4fP3ieyt',
  blockLine1: 'MCTOvsIkRiwtHShql12TmVyLChxPTy1i',
  blockLine2: 'iQyivOsxtSC2s9gbEudUZH7bVKpQBmX8',
  foldedLine1: 'prQimEFBJSS3PzQuegoSg0JEjoNGlM1r',
  foldedLine2: 'n1P6PggNAwv9B20k6Iv3eQzdlqSHuZo1',
  githubToken: 'Jxqc2vK7bBWZ1wh3wmXvKeYu2D49PQ8kY9ce',
  byName: 'IUm0ORUy2GOmn3seBsKPpwTucHDmZaZq',
  yamlComment: 'OOkjnjXzPyj1KKH9BCuDGnxWNjX5NWJR',
  yamlDisabled: '8xebjYKGjboQVyh2me7nQnEby2KJVw7Z',
  listItem: 'BPlWWJRqznlw2svPtXMDYLnphdD8SdX4',
  inlineComment: 'q23reyycOkv0O8jahjTWTT7aeQyLKymV',
  yamlFlow: 'KWSPHVVSZkg13KqsHjcTsKr82w8JO6Ml',
};

/** What the environment of the builds holds; all of it is secret. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  SIGNING_KEY: 'WfCz7E7jo1gtV79YAxJxud4PhSRvrLRK',
  VAULT_SIGNING: 'nHkRbn8RQpBB1RoN6gJBf4BGDRsXTOfK',
  NOTE: 'ghp_2sXWw15EdWgCdKseYG7dFHAksCqCol9S2R9g',
  SECRET_KEY: 'ztwycMYshDyhUdbpQfJPpw1XX5YUBPaY',
  PRODUCTION_KEY: 'z0eEdIGJzYwyWKm4cKDyryIGezUPxwYj',
};
