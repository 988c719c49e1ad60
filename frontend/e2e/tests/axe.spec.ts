import { faults } from '../support/axe';
import { cutRings } from '../support/rings';
import { type Stage, expect, test } from '../support/fixtures';
import { DESKTOP, PHONE, SCREENS, type Scene, scene, show } from '../support/screens';

// One scene for all screens: looking changes nothing that the next one sees.
let set: { of: Stage['server']; scene: Promise<Scene> } | undefined;
function theScene(stage: Stage): Promise<Scene> {
  if (set?.of !== stage.server) set = { of: stage.server, scene: scene(stage) };
  return set.scene;
}

for (const screen of SCREENS) {
  test(`axe finds nothing, and the focus is seen: ${screen.name}`, async ({ stage }) => {
    const found: string[] = [];
    const the = await theScene(stage);
    for (const [width, options] of [['1440', DESKTOP], ['390', PHONE]] as const) {
      const page = await show(stage, screen, the, options);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const fault of await faults(page)) found.push(`${width} ${colorScheme}: ${fault}`);
      }
      for (const ring of await cutRings(page)) found.push(`${width}: ${ring}`);
      await page.context().close();
    }
    expect(found).toEqual([]);
  });
}
