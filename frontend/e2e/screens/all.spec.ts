import { test } from '../support/fixtures';
import { DESKTOP, PHONE, SCREENS, scene, show } from '../support/screens';

for (const [width, options] of [['1440', DESKTOP], ['390', PHONE]] as const) {
  test(`every screen at ${width}`, async ({ stage }) => {
    const the = await scene(stage);
    for (const screen of SCREENS) {
      const page = await show(stage, screen, the, options);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const name = screen.name.replaceAll(/[^a-z]+/g, '-');
        await page.screenshot({ path: `test-results/screens/${name}-${width}-${colorScheme}.png` });
      }
      await page.context().close();
    }
  });
}
