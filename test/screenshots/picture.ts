import type { Browser } from 'playwright-core';

const SIZE = { width: 1400, height: 768 };

/** A desk's screen with a phone before it, as JPEG small enough for a README. */
export async function composePicture(browser: Browser, desk: Buffer, phone: Buffer): Promise<Buffer> {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  const image = (png: Buffer, style: string): string =>
    `<img alt="" src="data:image/png;base64,${png.toString('base64')}" style="position:absolute;${style}">`;
  const shadow = 'box-shadow:0 12px 40px #0008';
  await page.setContent(
    `<body style="margin:0;background:#dfe5ea">${image(desk, `left:24px;top:24px;width:1150px;border-radius:8px;${shadow}`)}
    ${image(phone, `right:24px;bottom:24px;width:290px;border-radius:22px;border:6px solid #0b1016;${shadow}`)}</body>`,
  );
  await page
    .locator('img')
    .last()
    .evaluate((img: HTMLImageElement) => img.decode());
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 60 });
  await context.close();
  return jpeg;
}
