import { OPERATIONS, type Operation } from '../../../server/contract/index.js';

const ofRegisters = Object.values<Operation>(OPERATIONS).filter(({ path }) => path.startsWith('/api/registers/{id}'));

describe('what is asked of a register', () => {
  test.each(ofRegisters.map((operation) => [operation.id, operation] as const))(
    '%s refuses an id that no store has a key of',
    (_, { params }) => {
      const sound = { id: 'firearms', batch: 'b-1', record: 'R-1' };
      expect(params?.safeParse(sound).success).toBe(true);
      for (const part of ['id', 'batch', 'record'].filter((name) => params !== undefined && name in params.shape))
        expect(params?.safeParse({ ...sound, [part]: 'a\0b' }).success).toBe(false);
    },
  );
});
