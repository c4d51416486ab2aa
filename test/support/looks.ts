import type { CDPSession, Page } from 'playwright-core';

export const PALETTES = ['day', 'dusk', 'night'] as const;
export type Palette = (typeof PALETTES)[number];

export const DESK = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** As the page is seen: by most, in greyscale, and with the three kinds of colour blindness that Chromium simulates. */
export const VISIONS = ['none', 'achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Vision = (typeof VISIONS)[number];

/** Chooses a palette as a person does, in the dialog; what draws itself anew has done so. */
export async function choosePalette(page: Page, palette: Palette): Promise<void> {
  await page.evaluate((value) => {
    for (const element of deep(document)) {
      const radio = element.matches(`[name=palette][value=${value}]`) ? (element as HTMLInputElement) : undefined;
      radio?.click();
    }
    function* deep(root: Document | ShadowRoot): Generator<Element> {
      for (const element of root.querySelectorAll('*')) {
        yield element;
        if (element.shadowRoot) yield* deep(element.shadowRoot);
      }
    }
  }, palette);
  await page.waitForFunction((value) => document.documentElement.dataset['palette'] === value, palette);
}

/** Shows the page as somebody with this vision sees it: in its pictures. */
export const seeAs = (cdp: CDPSession, type: Vision): Promise<unknown> =>
  cdp.send('Emulation.setEmulatedVisionDeficiency', { type });

/** Two colours that stand beside one another on the page, as they are in this palette. */
export interface Pair {
  readonly kind: 'text' | 'shape';
  readonly ink: string;
  readonly ground: string;
  /** an element where they are */
  readonly where: string;
}

/** Every pair of ink and ground on the page: of words, and of the pictures and edges that carry meaning. */
export const pairsOn = (page: Page): Promise<Pair[]> =>
  page.evaluate(() => {
    type Rgb = readonly [number, number, number, number];
    const parsed = (colour: string): Rgb => {
      const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b, a];
    };
    const over = ([r, g, b, a]: Rgb, [r2, g2, b2]: Rgb): Rgb => [
      r * a + r2 * (1 - a),
      g * a + g2 * (1 - a),
      b * a + b2 * (1 - a),
      1,
    ];
    const text = ([r, g, b]: Rgb) => `rgb(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)})`;
    const above = (element: Element): Element | null =>
      element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null;
    const groundOf = (element: Element | null): Rgb => {
      if (element === null) return [255, 255, 255, 1];
      const own = parsed(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, groundOf(above(element)));
    };
    const found = new Map<string, Pair>();
    const add = (kind: Pair['kind'], ink: string, element: Element, ground = groundOf(element)): void => {
      const pair = { kind, ink: text(over(parsed(ink), ground)), ground: text(ground), where: nameOf(element) };
      found.set(`${kind} ${pair.ink} ${pair.ground}`, pair);
    };
    const nameOf = (element: Element): string => {
      const { host } = element.getRootNode() as ShadowRoot;
      const own = `${element.localName}${element.className && typeof element.className === 'string' ? `.${element.className}` : ''}`;
      return host === undefined ? own : `${host.localName} ${own}`;
    };
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        // What is inside a dialog of Web Awesome fades while it comes up: axe looks at that when it has settled.
        if (element.shadowRoot && !element.localName.startsWith('wa-')) walk(element.shadowRoot);
        const style = getComputedStyle(element);
        const idle = element.closest('[disabled], [inert]') !== null;
        if (element.getClientRects().length === 0 || style.visibility === 'hidden' || idle) continue;
        const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
        if (says) add('text', style.color, element);
        if (element.localName === 'wa-icon') add('shape', style.color, element);
        if (element.matches('input:not([type=checkbox], [type=radio]), select, textarea')) {
          const parent = above(element);
          if (parent) add('shape', style.borderTopColor, parent);
        }
      }
    };
    walk(document);
    return [...found.values()];
  });

/** What WCAG asks of words, and of pictures and edges that carry meaning. */
export const LEAST: Readonly<Record<Pair['kind'], number>> = { text: 4.5, shape: 3 };

/** The pairs of the page, in its palette, that are harder to read than WCAG allows (1.4.3, 1.4.11). */
export async function weakPairsOn(page: Page): Promise<object[]> {
  const rgb = (colour: string): number[] => (colour.match(/\d+/g) ?? []).map(Number);
  return (await pairsOn(page)).flatMap((pair) => {
    const measured = contrast(rgb(pair.ink), rgb(pair.ground));
    return measured < LEAST[pair.kind] ? [{ ...pair, contrast: measured.toFixed(2) }] : [];
  });
}

/** What a pointer or a thumb has to hit and is smaller than `least` px in one direction. */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((size) => {
    const found: string[] = [];
    // A box to tick is as large as its label.
    const BOX = ':is([type=checkbox], [type=radio])';
    const TARGETS = `button, a[href], input:not(${BOX}), select, textarea, summary, label:has(> ${BOX})`;
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        const { width, height } = element.getBoundingClientRect();
        const isTarget = element.matches(TARGETS) && width > 0;
        if (isTarget && (width < size || height < size)) found.push(`${element.localName} ${width}x${height}`);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  }, least);

/** What reaches beyond the right edge of the window, or has to be scrolled sideways to be read; tables and rows of tabs may. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // What draws itself as wide as its place does so within a frame of the window's new width.
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    const found: string[] = [];
    const walk = (root: Document | ShadowRoot, within: string): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.matches('nav, table') || element.closest('nav, table') !== null) continue;
        const { right, width, height } = element.getBoundingClientRect();
        const shown = width > 1 && height > 1 && getComputedStyle(element).visibility !== 'hidden';
        if (shown && right > innerWidth + 1) found.push(`${within} ${element.localName}.${element.className} ${right}`);
        if (element.shadowRoot) walk(element.shadowRoot, element.localName);
      }
    };
    walk(document, '');
    if (document.documentElement.scrollWidth > innerWidth)
      found.push(`the page: ${document.documentElement.scrollWidth}`);
    return found;
  });

/** What a pair comes to for an eye: luminance against luminance, 1 to 21 (WCAG 2). */
function contrast(ink: readonly number[], ground: readonly number[]): number {
  const luminance = (rgb: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((of255) => {
      const of1 = of255 / 255;
      return of1 <= 0.040_45 ? of1 / 12.92 : ((of1 + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The contrast of pairs as they come out of Chromium's own simulation of a vision: each is painted on an empty page, and its
 * colours are read from the picture of it.
 */
export async function contrastsAs(page: Page, pairs: readonly Pair[], vision: Vision): Promise<number[]> {
  const SIDE = 4;
  const cdp = await page.context().newCDPSession(page);
  await page.setViewportSize({ width: 2 * SIDE, height: Math.max(1, pairs.length) * SIDE });
  await page.evaluate(
    ({ colours, side }) => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * side;
      canvas.height = colours.length * side;
      canvas.style.cssText = 'position:fixed;inset:0';
      const draw = canvas.getContext('2d')!;
      colours.forEach((both, row) =>
        both.forEach((colour, column) => {
          draw.fillStyle = colour;
          draw.fillRect(column * side, row * side, side, side);
        }),
      );
      document.body.replaceChildren(canvas);
    },
    { colours: pairs.map(({ ink, ground }) => [ink, ground]), side: SIDE },
  );
  await seeAs(cdp, vision);
  const picture = (await page.screenshot()).toString('base64');
  await seeAs(cdp, 'none');
  await cdp.detach();
  const seen = await page.evaluate(
    async ({ png, side, rows }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const draw = canvas.getContext('2d')!;
      draw.drawImage(image, 0, 0);
      const at = (x: number, y: number): number[] => [...draw.getImageData(x, y, 1, 1).data];
      return Array.from({ length: rows }, (_, row) => {
        const y = row * side + side / 2;
        return { ink: at(side / 2, y), ground: at(side * 1.5, y) };
      });
    },
    { png: picture, side: SIDE, rows: pairs.length },
  );
  return seen.map(({ ink, ground }) => contrast(ink.slice(0, 3), ground.slice(0, 3)));
}
