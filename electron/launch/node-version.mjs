import { LaunchFailure } from './launch-failure.mjs';

const oldest = [20, 19];

/** Whether a version of Node.js is new enough for the packages that we use. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

export function requireNode(version = process.versions.node) {
  if (isNewEnough(version)) return;
  throw new LaunchFailure(`Node.js ${version} is too old: install Node.js ${oldest.join('.')} or newer.`);
}
