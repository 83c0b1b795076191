/** Made of what comes later, as soon as it is there. */
export function onceThere<Part, Made>(part: () => Part | null, make: (part: Part) => Made): () => Made | null {
  let made: Made | null = null;
  return () => {
    if (made !== null) return made;
    const there = part();
    return there === null ? null : (made = make(there));
  };
}
