import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card, Job } from '../../server/contract/index.js';
import { base } from '../ui/base.js';
import '../ui/check-ledger.js';
import { ago, clock } from '../ui/time.js';
import { GRADE, peopleOf, ROLE } from '../ui/words.js';

/** `out-job-card`: what a job is about: why it comes now, the call, where the officers are, what people asked, the checks. */
@customElement('out-job-card')
export class OutJobCard extends LitElement {
  static override styles = [
    base,
    css`
      .why {
        font-weight: 650;
      }
      .asked {
        margin-top: var(--gap-xs);
        padding: var(--gap-xs) var(--gap-s);
        background: var(--warn-wash);
        color: var(--warn);
      }
      out-check-ledger {
        margin-top: var(--gap-s);
      }
    `,
  ];

  @property({ attribute: false }) job!: Job;
  @property({ attribute: false }) card!: Card;
  /** why it is done now, as the queue says */
  @property() why = '';

  override render() {
    const { job, card } = this;
    const { situation } = card;
    const grade = situation.grade === undefined ? 'Not graded' : GRADE[situation.grade];
    const people = situation.people.map(({ role, name }) =>
      name === undefined ? ROLE[role] : `${ROLE[role]}: ${name}`,
    );
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">${job.reference} · ${grade} <span>card ${card.version}, ${this.#review()}</span></h2>
        <div class="body">
          <p class="why">${this.why}</p>
          <p>${[situation.address ?? 'No address', ...people].join(' · ')}</p>
          ${situation.firstWords === undefined ? '' : html`<p>“${situation.firstWords}”</p>`}
          ${job.report.narrative === undefined ? '' : html`<p>${job.report.narrative}</p>`}
          <p class="quiet">${this.#officers()}</p>
          ${job.requests
            .filter(({ answeredAt }) => answeredAt === undefined)
            .map(
              ({ by, text, at }) =>
                html`<p class="asked"><strong>${by} asks</strong> (${clock(at).slice(0, 5)}): ${text}</p>`,
            )}
        </div>
      </section>
      <out-check-ledger .checks=${card.checks} .people=${peopleOf(card)}></out-check-ledger>
    `;
  }

  #review(): string {
    const { review } = this.card;
    return review === 'unreviewed' ? 'nobody has looked' : review === 'full' ? 'researched in full' : 'first look made';
  }

  #officers(): string {
    const there = this.job.attendance.filter(({ stoodDownAt }) => stoodDownAt === undefined);
    if (there.length === 0) return 'Nobody sent yet.';
    return there
      .map(({ name, dispatchedAt, etaMinutes, arrivedAt, departedAt }) => {
        if (departedAt !== undefined) return `${name} left ${clock(departedAt).slice(0, 5)}`;
        if (arrivedAt !== undefined) return `${name} there since ${clock(arrivedAt).slice(0, 5)}`;
        const eta = etaMinutes === undefined ? 'ETA not said' : `ETA ${etaMinutes} min`;
        return `${name} sent ${ago(dispatchedAt, Date.now())}, ${eta}`;
      })
      .join(' · ');
  }
}
