import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number. @param least the smallest that makes sense */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`It must be a whole number from ${least} on.`);
    return number;
  };
