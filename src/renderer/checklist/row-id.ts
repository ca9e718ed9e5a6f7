/** The document id of an item's row: the list names its active row by it. */
export const rowIdOf = (itemId: string): string => `item-${itemId}`
