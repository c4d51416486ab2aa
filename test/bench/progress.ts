/** Says how far a measurement is, beside its table. */
export const progress = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
