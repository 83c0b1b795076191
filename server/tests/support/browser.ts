import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A real Chromium out of an npm package, with a font for Chinese. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-color-profile=srgb',
    ],
    env: { ...process.env, FONTCONFIG_FILE: await fontConfiguration() },
  });
}

const prefer = (family: string, face: string): string =>
  `<alias binding="strong"><family>${family}</family><prefer><family>${face}</family><family>Noto Sans SC</family></prefer></alias>`;

/** The system's fonts and Noto Sans SC. */
async function fontConfiguration(): Promise<string> {
  const require = createRequire(import.meta.url);
  const fonts = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const folder = await mkdtemp(path.join(tmpdir(), 'tollgate-test-fonts-'));
  const file = path.join(folder, 'fonts.conf');
  const faces = ['400Regular', '500Medium', '600SemiBold']
    .map((face) => `<dir>${path.join(fonts, face)}</dir>`)
    .join('');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
       <dir>/usr/share/fonts</dir>${faces}<cachedir>${folder}</cachedir>
       <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC</string></edit></match>
       ${prefer('system-ui', 'Noto Sans SC')}${prefer('sans-serif', 'Noto Sans SC')}
       ${prefer('ui-monospace', 'DejaVu Sans Mono')}${prefer('monospace', 'DejaVu Sans Mono')}
     </fontconfig>`,
  );
  return file;
}
