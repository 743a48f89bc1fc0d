/** Least people who take turns on call: with fewer, somebody is on call more than one week in four, which Google's SRE book names as the most that leaves time for other work. */
export const leastOnCall = 4;

/** Least people of a working-hours duty: with one, an absence leaves nobody. */
export const leastRun = 2;

/** Local hours that count as night: eleven hours of rest between two working days, and the sleep in it, lie around them. */
export const night = { start: 22 * 60, end: 7 * 60 } as const;

/** Times of day within which duty on Mondays to Fridays is working-hours duty: nobody is woken. */
export const workday = { start: 6 * 60, end: 22 * 60 } as const;

/** How much more than the mean is unfair. Below, the order of turns in one quarter explains the difference. */
export const unfairShare = 1.5;

/** And at least one turn more than the mean, since turns cannot be cut. */
export const unfairTurns = 1;
