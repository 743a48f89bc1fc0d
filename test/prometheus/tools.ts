import path from 'node:path';
import { findPromtool } from '../../bench/promtool.mjs';
import { toolsFolder } from '../engine/tools-folder.ts';

/**
 * The real promtool, kept between runs.
 * @throws Error that says what was tried
 */
export function promtool(): string {
  const { binary, missing } = findPromtool(path.join(toolsFolder(), 'promtool', `${process.platform}-${process.arch}`));
  if (binary === undefined) throw new Error(`promtool cannot be had.\n${missing}`);
  return binary;
}
