import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

// Pictures of every screen for people to look at; nothing is compared, so this is no part of the tests.
export default defineConfig({ ...tests, testDir: 'screens', outputDir: 'test-results/screens-run' });
