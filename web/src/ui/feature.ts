/** What a feature gives the shell: its entry in the rail and its routes. `app/features.ts` lists them all. */
import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { DeskKey } from './i18n';

export interface RailEntry {
  /** Where the entry leads, and what counts as being there. */
  to: string;
  label: DeskKey;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Shown only to those who hold one of these; empty: to everyone. */
  needs: readonly string[];
}

export interface Parents {
  /** Inside the shell, signed in. */
  desk: AnyRoute;
  /** Whole page, nobody signed in. */
  open: AnyRoute;
}

export interface Feature {
  rail?: RailEntry;
  routes: (parents: Parents) => AnyRoute[];
}
