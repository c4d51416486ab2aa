import { html } from 'lit';
import { CARDS, CHECKS, EMPTY, FLAGS, MATCH, MATCHES } from '../../fixtures/gallery/cards.js';
import type { Card, Flag, Match } from '../../server/contract/index.js';
import { combine } from '../data/intelligence.js';
import type { LinkHealth } from '../data/link-clock.js';
import type { Told } from '../data/receipts.js';
import '../ui/card.js';
import '../ui/check-ledger.js';
import '../ui/evidence.js';
import '../ui/flag.js';
import '../ui/flags.js';
import '../ui/intelligence.js';
import '../ui/linked.js';
import '../ui/named.js';
import '../ui/prompts.js';
import { peopleOf } from '../ui/words.js';
import { pieceOf, type Piece } from './piece.js';

const FULL: Card = CARDS['everything at once'];
const PEOPLE = peopleOf(FULL);
export const CONNECTED: LinkHealth = { kind: 'connected' };
export const LOST: LinkHealth = { kind: 'lost', since: Date.parse(FULL.issuedAt) };

const card = (of: Card, health: LinkHealth = CONNECTED, acknowledged?: Told) =>
  html`<out-card .card=${of} .health=${health} .acknowledged=${acknowledged}></out-card>`;

const [matchId] = [MATCH.id];
const RECEIPTS: Readonly<Record<string, Told>> = {
  'acknowledging…': { version: FULL.version, told: false },
  acknowledged: { version: FULL.version, told: true },
  'not taken': { version: FULL.version, told: false, refusal: 'this card has been replaced' },
};

/** What a card is made of, and whole cards. */
export const piecesOfCards: readonly Piece[] = [
  pieceOf<Flag>(
    'out-flag',
    FLAGS,
    (flag) => html`<out-flag .flag=${flag} .records=${[MATCH]} .people=${PEOPLE}></out-flag>`,
  ),
  {
    name: 'out-flags',
    states: [
      {
        name: 'nothing asked yet',
        show: () => html`<out-flags .intelligence=${combine(undefined, undefined)}></out-flags>`,
      },
      {
        name: 'none found',
        show: () =>
          html`<out-flags .intelligence=${combine({ ...EMPTY, checks: [...CHECKS] }, undefined)}></out-flags>`,
      },
      {
        name: 'some found',
        show: () => html`<out-flags .intelligence=${combine(FULL, undefined)} .people=${PEOPLE}></out-flags>`,
      },
    ],
  },
  pieceOf<Match>(
    'out-evidence',
    MATCHES,
    (match) =>
      html`<out-evidence
        headline="Threatened with a shotgun"
        .records=${[match]}
        .people=${PEOPLE}
        .answers=${new Map([
          [matchId, 'dispute'],
          ['m-disputed', 'withdraw'],
        ])}
      ></out-evidence>`,
  ),
  {
    name: 'out-check-ledger',
    states: [
      { name: 'not asked', show: () => html`<out-check-ledger></out-check-ledger>` },
      { name: 'no register', show: () => html`<out-check-ledger .checks=${[]}></out-check-ledger>` },
      {
        name: 'every status, put off',
        show: () =>
          html`<out-check-ledger .checks=${CHECKS} .people=${PEOPLE} .putOff=${['history']}></out-check-ledger>`,
      },
    ],
  },
  {
    name: 'out-linked',
    states: [{ name: 'an earlier call', show: () => html`<out-linked .linked=${FULL.linked}></out-linked>` }],
  },
  {
    name: 'out-named',
    states: [
      {
        name: 'with its words',
        show: () =>
          html`<out-named
            .named=${FULL.named ?? []}
            .texts=${new Map([['narrative', 'Harry is outside.']])}
          ></out-named>`,
      },
      { name: 'without', show: () => html`<out-named .named=${FULL.named ?? []}></out-named>` },
    ],
  },
  {
    name: 'out-prompts',
    states: [
      { name: 'while typing', show: () => html`<out-prompts .prompts=${FULL.prompts}></out-prompts>` },
      { name: 'recorded', show: () => html`<out-prompts .prompts=${FULL.prompts} recorded></out-prompts>` },
    ],
  },
  {
    name: 'out-intelligence',
    states: [
      {
        name: 'everything known about one incident',
        show: () =>
          html`<out-intelligence .intelligence=${combine(FULL, undefined)} .people=${PEOPLE}></out-intelligence>`,
      },
    ],
  },
  {
    name: 'out-card',
    states: [
      ...Object.entries<Card>(CARDS).map(([name, one]) => ({ name, show: () => card(one) })),
      { name: 'the link is lost', show: () => card(FULL, LOST) },
      ...Object.entries(RECEIPTS).map(([name, told]) => ({ name, show: () => card(FULL, CONNECTED, told) })),
    ],
  },
];
