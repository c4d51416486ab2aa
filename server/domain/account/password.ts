/** Words that somebody who guesses tries first, in this house. */
const GUESSED_FIRST = ['password', 'outrider', 'police', 'letmein', 'qwerty', '123456'];
const LEAST_DIFFERENT = 5;

/**
 * Why a new password is not good enough, in words for whoever chose it; undefined when it is. Length alone makes it
 * strong (the contract asks for 12); this refuses what is long and easy to guess.
 */
export function weaknessOf(password: string, username: string): string | undefined {
  const plain = password.toLowerCase();
  if (plain.includes(username.toLowerCase())) return 'leave your user name out of it';
  if (GUESSED_FIRST.some((word) => plain.includes(word))) return 'it has a word in it that is guessed first';
  return new Set(plain).size < LEAST_DIFFERENT ? 'it repeats too few characters' : undefined;
}
