/**
 * Waits for something to become true, looking often.
 * @throws Error with what is the case instead, after a deadline that no healthy machine needs
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seen: () => unknown = () => '',
): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not so within a minute: ${what}. Instead: ${JSON.stringify(seen())}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
