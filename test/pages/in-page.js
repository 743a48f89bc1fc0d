/* Runs in the browser. What it defines answers questions about the open page. */
globalThis.pageChecks = {
  /** Elements that reach beyond the screen. */
  tooWide() {
    const reachesOut = (element) => {
      const { right, left, width } = element.getBoundingClientRect();
      return !element.closest('.heard') && width > 0 && (right > innerWidth + 0.5 || left < -0.5);
    };
    const scrolls = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
    const wide = [...document.querySelectorAll('body *')].filter(reachesOut);
    return [...scrolls, ...wide.map((element) => element.outerHTML.slice(0, 160))];
  },

  /** Texts of folded parts that nobody sees. */
  hidden() {
    const texts = [...document.querySelectorAll('details:not([open]) > :not(summary)')];
    return texts.filter((one) => one.textContent.trim() !== '' && !one.checkVisibility()).length;
  },

  unfold() {
    for (const details of document.querySelectorAll('details')) details.open = true;
  },

  /** What axe finds wrong or cannot tell, and what it judged. Signs are texts too: nothing is left out for being short or no letter. */
  async axe() {
    const { axe } = globalThis;
    axe.configure({
      checks: [
        {
          id: 'color-contrast',
          options: {
            ignoreUnicode: false,
            ignoreLength: true,
            ignorePseudo: false,
            boldValue: 700,
            boldTextPt: 14,
            largeTextPt: 18,
            contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
            pseudoSizeThreshold: 0.25,
          },
        },
      ],
    });
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations, incomplete, passes } = await axe.run({ runOnly: { type: 'tag', values } });
    const text = ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 5)
        .map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)
        .join(' | ')}`;
    return { open: [...violations, ...incomplete].map(text), judged: passes.map(({ id }) => id) };
  },
};
