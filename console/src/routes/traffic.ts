/** Routes of this part of the console; `tree.ts` puts them together. */
export const trafficRoutes = [] as const;
