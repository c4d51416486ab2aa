// CommonJS mode: @swc/jest compiles our TypeScript and the packages that ship ES modules only.
// A package missing from the list fails with "Must use import to load ES Module: <package>": add it here.
const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

const esmOnly = [
  '@nestjs',
  '@seriousme',
  'file-type',
  'uid',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'load-esm',
  'uuid',
  'any-ascii',
  'double-metaphone',
  'postcode',
  'content-disposition',
  'cookie',
  'set-cookie-parser',
  'fast-check',
  'pure-rand',
  'zod-openapi',
  'fuse.js',
  'canonicalize',
  'jose',
  'json-schema-faker',
  'openid-client',
  'oauth4webapi',
  'oidc-provider',
  'lit',
  '@lit',
  'lit-html',
  'lit-element',
];

const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    '/node_modules/.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // It offers itself to imports alone, which these are not any more.
    '^json-schema-faker$': '<rootDir>/node_modules/json-schema-faker/dist/index.js',
  },
};

module.exports = {
  maxWorkers: 2,
  // A hang, not a measurement: speed is measured by `npm run bench`.
  testTimeout: 120_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{house,server,client,fixtures}/**/*.spec.ts'],
    },
    { ...base, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
};
