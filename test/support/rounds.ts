// How many random cases a property is held to: few in `npm test`, twenty times as many in `npm run torture`.

/** As fast-check takes it. */
export function rounds(few: number): { numRuns: number } {
  return { numRuns: few * Number(process.env.LEADFLOW_TEST_ROUNDS ?? 1) };
}
