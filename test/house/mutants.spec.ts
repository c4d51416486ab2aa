import { FAULTS } from '../mutants/faults.js';
import { cites } from '../mutants/run-tests.js';
import { read } from './project.js';

describe('the faults that the tests must notice', () => {
  it('are there for each rule', () => {
    const rules = Array.from({ length: 17 }, (_, index) => `R${index + 1}`);
    expect(rules.filter((rule) => !FAULTS.some((fault) => fault.rule === rule))).toEqual([]);
  });

  it.each(FAULTS.map((fault) => [fault.rule, fault.fault, fault] as const))('%s: %s', (rule, _, fault) => {
    const { file, from, to, test, contract = test } = fault;
    // A line that was written anew makes a new fault: name it here, so that it is not lost.
    expect({ file, found: read(file).split(from).length - 1 }).toEqual({ file, found: 1 });
    expect(to).not.toBe(from);
    expect({ contract, citesRule: cites(read(contract), rule) }).toEqual({ contract, citesRule: true });
  });
});
