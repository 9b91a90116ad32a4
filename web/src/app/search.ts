/** What may stand behind the question mark of the shell's own addresses. */
export const searchOf = {
  /** Where to go after signing in: only a path of this desk, never another site. */
  next: (search: Record<string, unknown>): { next?: string } => {
    const next = search['next'];
    return typeof next === 'string' && /^\/(?![/\\])/u.test(next) ? { next } : {};
  },
};
