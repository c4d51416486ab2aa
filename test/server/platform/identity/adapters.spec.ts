import { RandomIds, ScryptPasswords } from '../../../../server/platform/identity/adapters.js';

describe('passwords', () => {
  const passwords = new ScryptPasswords();

  test('the right one and no other; two hashes of one password differ; the password is not in its hash', async () => {
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(one).not.toBe(other);
    expect(one).not.toContain('correct');
    expect(await passwords.verify('correct horse', one)).toBe(true);
    expect(await passwords.verify('correct horsf', one)).toBe(false);
  });

  test('what is not a hash verifies nothing', async () => {
    expect(await passwords.verify('', '')).toBe(false);
    expect(await passwords.verify('x', 'plain$x')).toBe(false);
  });
});

test('ids sort by time and secrets do not repeat', () => {
  const ids = new RandomIds();
  const made = Array.from({ length: 1000 }, () => ids.next());
  expect(made.toSorted()).toEqual(made);
  expect(new Set(Array.from({ length: 1000 }, () => ids.secret(32))).size).toBe(1000);
});
