import path from 'node:path';
import { buildIfStale } from '../e2e/build.ts';
import { rabbitPrograms } from './debian-packages.ts';

/** Fetches what tests of services run, once before all of them. */
export default function setup(): void {
  rabbitPrograms();
  buildIfStale(path.resolve(import.meta.dirname, '../..'));
}
