/** What a node type is called while it is dragged from the palette. */
export const DRAGGED = 'application/x-atiende-node';
