/** What lies over the page for a moment: the palette, the list of shortcuts. One at a time. */
import { create } from 'zustand';

export type Overlay = 'palette' | 'help';

export const useOverlay = create<{ open: Overlay | null }>()(() => ({ open: null }));

export const openOverlay = (open: Overlay): void => useOverlay.setState({ open });
export const closeOverlay = (): void => useOverlay.setState({ open: null });
