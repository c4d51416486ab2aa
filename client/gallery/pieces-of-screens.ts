import { html } from 'lit';
import { CARDS, FLAGS, MATCH } from '../../fixtures/gallery/cards.js';
import { ALERTS, PROOFS, ROWS, RULINGS } from '../../fixtures/gallery/incidents.js';
import type { Alert, Card, Downgrade, Flag, IncidentSummary } from '../../server/contract/index.js';
import '../app/link-state.js';
import '../board/board-row.js';
import '../board/summary.js';
import type { Alerts } from '../data/alerts.js';
import type { LinkHealth } from '../data/link-clock.js';
import type { Told } from '../data/receipts.js';
import '../officer/acknowledge.js';
import '../officer/fact.js';
import '../officer/not-checked.js';
import '../officer/officer-card.js';
import '../rulings/ruling-row.js';
import '../ui/alerts.js';
import '../ui/announcer.js';
import '../ui/as-of.js';
import '../ui/chart.js';
import '../ui/long-list.js';
import { pieceOf, type Piece } from './piece.js';
import { CONNECTED, LOST } from './pieces-of-cards.js';

const FULL: Card = CARDS['everything at once'];
const OFFICER = { id: 'officer1', name: 'Officer 1', roles: ['officer'] };

const HEALTH: Readonly<Record<string, LinkHealth>> = {
  connecting: { kind: 'connecting' },
  connected: CONNECTED,
  lost: LOST,
  reconnecting: { kind: 'reconnecting', since: Date.parse(FULL.issuedAt) },
};

const standing = (alerts: readonly Alert[]): Alerts => ({
  confirmed: true,
  version: 1,
  standing: new Map(alerts.map((alert) => [alert.id, alert])),
});

const TOLD: Readonly<Record<string, Told | undefined>> = {
  'to acknowledge': undefined,
  'on its way': { version: FULL.version, told: false },
  acknowledged: { version: FULL.version, told: true },
  'not taken': { version: FULL.version, told: false, refusal: 'this card has been replaced' },
};

const HOUR = 1_770_084_000;
const ROWS_OF_CHART = [0, 900, 1800, 2700, 3600].map((second) => HOUR + second);

/** What screens are made of beside the card. */
export const piecesOfScreens: readonly Piece[] = [
  pieceOf('out-link-state', HEALTH, (health) => html`<out-link-state .health=${health}></out-link-state>`),
  {
    name: 'out-alerts',
    states: [
      { name: 'one of each', show: () => html`<out-alerts .alerts=${standing(ALERTS)} opens silent></out-alerts>` },
      { name: 'covered', show: () => html`<out-alerts .alerts=${standing(ALERTS)} covered silent></out-alerts>` },
    ],
  },
  {
    name: 'out-as-of',
    states: [
      { name: 'nothing read yet', show: () => html`<out-as-of></out-as-of>` },
      { name: 'read', show: () => html`<out-as-of .at=${Date.now()}></out-as-of>` },
      {
        name: 'not the newest',
        show: () => html`<out-as-of .at=${Date.now()} missing="The server does not answer"></out-as-of>`,
      },
    ],
  },
  { name: 'out-announcer', states: [{ name: 'heard, not seen', show: () => html`<out-announcer></out-announcer>` }] },
  pieceOf<IncidentSummary>(
    'out-board-row',
    ROWS,
    (row) =>
      html`<out-board-row .incident=${row} .proofs=${PROOFS.slice(0, row.attendance.length * 2)}></out-board-row>`,
  ),
  {
    name: 'out-long-list',
    states: [
      {
        name: 'rows in order of rank',
        show: () =>
          html`<out-long-list
            .items=${Object.entries(ROWS).map(([id, row]) => ({ ...row, id }))}
            .row=${(row: IncidentSummary) => html`<out-board-row data-id=${row.id} .incident=${row}></out-board-row>`}
          ></out-long-list>`,
      },
    ],
  },
  {
    name: 'out-board-row, who has read the card',
    states: PROOFS.map((proof) => ({
      name: proof.name,
      show: () => html`<out-board-row .incident=${ROWS['on the way']} .proofs=${[proof]}></out-board-row>`,
    })),
  },
  pieceOf<IncidentSummary>(
    'out-summary',
    ROWS,
    (row) => html`<out-summary .incident=${row} .health=${CONNECTED}></out-summary>`,
  ),
  pieceOf<Downgrade>(
    'out-ruling-row',
    RULINGS,
    (downgrade) => html`<out-ruling-row .downgrade=${downgrade}></out-ruling-row>`,
  ),
  {
    name: 'out-chart',
    states: [
      {
        name: 'lines and a stretch of time',
        show: () =>
          html`<out-chart
            label="Jobs that wait, and those predicted late"
            .rows=${[ROWS_OF_CHART, [0, 4, 9, 6, 7], [0, 0, 2, 3, 1]]}
            .lines=${[
              { label: 'wait', colour: '--medium' },
              { label: 'late', colour: '--life-risk', dashes: [6, 4] },
            ]}
            .bands=${[{ from: HOUR + 1200, to: HOUR + 2400, colour: '--warn-wash' }]}
          ></out-chart>`,
      },
    ],
  },
  {
    ...pieceOf<Flag>('out-fact', FLAGS, (flag) => html`<out-fact .flag=${flag} .records=${[MATCH]}></out-fact>`),
    phone: true,
  },
  {
    ...pieceOf<Card>('out-not-checked', CARDS, (card) => html`<out-not-checked .card=${card}></out-not-checked>`),
    phone: true,
  },
  {
    ...pieceOf(
      'out-acknowledge',
      TOLD,
      (told) => html`<out-acknowledge .card=${FULL} .told=${told} online></out-acknowledge>`,
    ),
    phone: true,
  },
  {
    ...pieceOf<Card>(
      'out-officer-card',
      CARDS,
      (card) => html`<out-officer-card .card=${card} .user=${OFFICER}></out-officer-card>`,
    ),
    phone: true,
  },
];
