/** What every generated page says of itself. */
export const GENERATED = '`npm run reference` writes this page; a test fails when it is stale.'
