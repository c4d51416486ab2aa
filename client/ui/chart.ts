import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import UPlot from 'uplot';
import { base } from './base.js';
import { look } from './look.js';

export interface ChartLine {
  readonly label: string;
  /** name of a colour of tokens.css, such as `--high` */
  readonly colour: string;
  readonly dashes?: readonly number[];
}

/** A stretch of time with a ground of its own. Seconds since 1970. */
export interface ChartBand {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  /** said in it, where there is room */
  readonly label?: string;
}

/**
 * `out-chart`: lines over time, whole numbers from 0 up; uPlot, as thin as it can be wrapped. It is a picture: `label` says in
 * words what it shows. Its colours follow the palette.
 */
@customElement('out-chart')
export class OutChart extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        height: 260px;
        contain: strict;
      }
      .plot {
        height: 100%;
        font-size: var(--text-xs);
      }
      .uplot,
      .u-wrap {
        position: relative;
      }
      .u-over,
      .u-under,
      .u-axis,
      .u-cursor-x,
      .u-cursor-y,
      .u-cursor-pt,
      .u-select {
        position: absolute;
        pointer-events: none;
      }
      canvas {
        display: block;
        position: relative;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) rows: number[][] = [];
  @property({ attribute: false }) lines: readonly ChartLine[] = [];
  @property({ attribute: false }) bands: readonly ChartBand[] = [];
  /** seconds of the time axis, ending with the newest row: however little there is to show, it has its place in them */
  @property({ type: Number }) span = 3_600;
  @property() label = '';
  @query('.plot') private readonly plot!: HTMLElement;
  #drawn: UPlot | undefined;
  readonly #resized = new ResizeObserver(() => this.#draw());
  #stopFollowing: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#stopFollowing = look.subscribe(this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#stopFollowing?.();
    this.#drawn?.destroy();
    this.#drawn = undefined;
  }

  override render() {
    return html`<div class="plot" role="img" aria-label=${this.label}></div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#draw();
  }

  readonly #draw = (): void => {
    if (!this.isConnected || this.clientWidth === 0) return;
    this.#drawn?.destroy();
    const colour = (name: string): string => resolved(this, name);
    const [ink, grid] = [colour('--ink-quiet'), colour('--line')];
    const { fontSize, fontFamily } = getComputedStyle(this.plot);
    const font = `${fontSize} ${fontFamily}`;
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid }, font };
    this.#drawn = new UPlot(
      {
        width: this.clientWidth,
        height: this.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { range: (_plot, _first, last) => [last - this.span, last] },
          y: { range: (_plot, _least, most) => [0, Math.max(4, Math.ceil((most ?? 0) * 1.1))] },
        },
        axes: [
          { ...axis, values: (_plot, ticks) => ticks.map(hourOf) },
          { ...axis, size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200] },
        ],
        series: [
          {},
          ...this.lines.map(({ label, colour: name, dashes }) => ({
            label,
            stroke: colour(name),
            width: 2,
            // A line needs two points: the first alone is shown as one.
            points: { show: (this.rows[0]?.length ?? 0) < 2 },
            ...(dashes === undefined ? {} : { dash: [...dashes] }),
          })),
        ],
        hooks: { drawClear: [(plot) => this.#drawBands(plot, colour, font)] },
      },
      this.rows as UPlot.AlignedData,
      this.plot,
    );
  };

  /** Their colours are told apart by an edge and a word, too: in grey they are one. */
  #drawBands(plot: UPlot, colour: (name: string) => string, font: string): void {
    const { ctx, bbox } = plot;
    const small = EDGE * devicePixelRatio;
    ctx.font = font.replace(/[\d.]+px/, (size) => `${parseFloat(size) * devicePixelRatio}px`);
    ctx.textBaseline = 'top';
    for (const { from, to, colour: name, label = '' } of this.bands) {
      const [left, right] = [plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true)].map(Math.round) as [
        number,
        number,
      ];
      ctx.fillStyle = colour(name);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.fillStyle = colour('--ink-quiet');
      ctx.fillRect(left, bbox.top, devicePixelRatio, bbox.height);
      if (ctx.measureText(label).width + 2 * small < right - left) ctx.fillText(label, left + small, bbox.top + small);
    }
  }
}

/** Between the edge of a stretch of time and its word, in px. */
const EDGE = 4;
const HOUR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
const hourOf = (seconds: number): string => HOUR.format(seconds * 1000);

/** A canvas takes no custom properties and no light-dark(): the colour as it is on this screen now. */
function resolved(element: HTMLElement, name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  element.shadowRoot?.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
