import type { Card } from '../../../../server/contract/index.js';
import { ALERTS } from '../../../../server/domain/delivery/alerts.js';
import { flag, match } from '../../../support/cards.js';
import { Alerting } from '../../../support/alerting.js';
import { AT } from '../../../support/briefing.js';

const GUNS = flag('Two shotguns', { kind: 'firearms', severity: 'life-risk', matchIds: ['f1'] });
const ORDER = flag('Order of 2025', { kind: 'court-order', matchIds: ['c1'] });
const gun = match('f1', { register: 'firearms' });
const order = match('c1', { register: 'court-order' });
const rejected = (one: Card['matches'][number]) => ({
  ...one,
  standing: 'rejected' as const,
  reviewed: { by: 'Rosa', at: AT },
});

function sent(shown: Parameters<Alerting['shows']>[1], { arrived = false } = {}): Alerting {
  const alerting = new Alerting(ALERTS, AT);
  alerting.call('i1', shown);
  const officers = [{ id: 'o1', name: 'O1' }];
  alerting.happens('i1', { type: 'dispatched', body: { v: 1, officers } }, 'dee');
  if (arrived) alerting.happens('i1', { type: 'arrived', body: { v: 1, officers: ['o1'] } }, 'o1');
  return alerting;
}

const corrections = (alerting: Alerting, userId: string) =>
  alerting.of(userId).filter(({ kind }) => kind === 'correction' || kind === 'danger-corrected');

describe('what a researcher rejected after officers had been shown it', () => {
  test('[R4] is told to those who are sent and to the handler, and to nobody else; danger to life interrupts', () => {
    const alerting = sent({ flags: [GUNS], matches: [gun] });
    alerting.shows('i1', { matches: [rejected(gun)] });
    for (const told of ['o1', 'ann']) expect(corrections(alerting, told)).toHaveLength(1);
    expect(corrections(alerting, 'o1')).toMatchObject([
      {
        kind: 'danger-corrected',
        sentence: 'i1: no longer holds: Two shotguns (rejected by Rosa, RTI desk)',
        lifeRisk: true,
        interrupts: true,
        toAcknowledge: true,
      },
    ]);
    for (const other of ['o2', 'dee', 'sue', 'ida']) expect(corrections(alerting, other)).toEqual([]);
  });

  test('[R13] comes within the budget when it was no danger to life, and does not take the place of another', () => {
    const alerting = sent({ flags: [GUNS, ORDER], matches: [gun, order] });
    alerting.shows('i1', { flags: [GUNS], matches: [gun, rejected(order)] });
    alerting.shows('i1', { matches: [rejected(gun), rejected(order)] });
    expect(corrections(alerting, 'o1')).toMatchObject([
      { kind: 'correction', lifeRisk: false, sentence: expect.stringContaining('Order of 2025') as string },
      { kind: 'danger-corrected', sentence: expect.not.stringContaining('Order of 2025') as string },
    ]);
  });

  test('[R4] says that the record does not hold, not the danger, while another match carries that', () => {
    const second = match('f2', { register: 'firearms' });
    const alerting = sent({ flags: [{ ...GUNS, matchIds: ['f1', 'f2'] }], matches: [gun, second] });
    alerting.shows('i1', { flags: [{ ...GUNS, matchIds: ['f2'] }], matches: [rejected(gun), second] });
    expect(corrections(alerting, 'o1')).toMatchObject([
      { kind: 'correction', sentence: 'i1: no longer holds: a record of firearms (rejected by Rosa, RTI desk)' },
    ]);
  });

  test('[R14] tells nobody of what officers were not shown, nor while nobody is sent', () => {
    const kept = sent({ flags: [GUNS], matches: [gun], officers: { flags: [], matches: [] } });
    kept.shows('i1', { matches: [rejected(gun)], officers: { matches: [rejected(gun)] } });
    const unsent = new Alerting(ALERTS, AT);
    unsent.call('i1', { flags: [GUNS], matches: [gun] });
    unsent.shows('i1', { matches: [rejected(gun)] });
    for (const told of ['o1', 'ann']) expect([kept, unsent].flatMap((one) => corrections(one, told))).toEqual([]);
  });

  test('[R14] says to officers what their own card said', () => {
    const masked = { ...GUNS, headline: 'Firearms: ask the RTI desk' };
    const alerting = sent({ flags: [GUNS], matches: [gun], officers: { flags: [masked] } });
    alerting.shows('i1', { matches: [rejected(gun)] });
    expect(corrections(alerting, 'o1')[0]?.sentence).toContain('Firearms: ask the RTI desk');
    expect(corrections(alerting, 'o1')[0]?.sentence).not.toContain('shotguns');
    expect(corrections(alerting, 'ann')[0]?.sentence).toContain('Two shotguns');
  });
});

describe('what becomes known when an officer is there', () => {
  test('[R13] a danger interrupts them and is said to be known since; for the others it is new', () => {
    const alerting = sent({}, { arrived: true });
    alerting.shows('i1', { flags: [GUNS], matches: [gun] });
    const said = (userId: string) => alerting.of(userId).find(({ kind }) => kind === 'new-danger');
    expect(said('o1')).toMatchObject({
      interrupts: true,
      sentence: 'Known since you arrived at i1: Two shotguns (not reviewed)',
    });
    expect(said('ann')?.sentence).toBe('i1: Two shotguns (not reviewed)');
  });

  test('[R13] interrupts nobody when it raises no risk', () => {
    const alerting = sent({}, { arrived: true });
    const before = alerting.timesInterrupted('o1');
    alerting.shows('i1', { flags: [ORDER, { ...GUNS, tier: 'possible' }], matches: [order, gun] });
    expect(alerting.timesInterrupted('o1')).toBe(before);
  });
});
