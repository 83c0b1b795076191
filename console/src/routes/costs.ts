/** Routes of this part of the console; `tree.ts` puts them together. */
export const costsRoutes = [] as const;
