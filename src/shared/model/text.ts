/**
 * Markdown as data: what a screen may draw. There is no node for raw HTML, images or scripts, so
 * none can be drawn. Links are drawn as text until the operator opens one through the vetted opener.
 */
export type Inline =
  | { t: 'text'; text: string }
  | { t: 'code'; text: string }
  | { t: 'strong' | 'emphasis' | 'delete'; children: Inline[] }
  | { t: 'link'; url: string; children: Inline[] }
  | { t: 'break' }

export type Block =
  | { t: 'paragraph'; children: Inline[] }
  | { t: 'heading'; depth: number; children: Inline[] }
  | { t: 'code'; language?: string; text: string; line: number }
  | { t: 'list'; ordered: boolean; items: Block[][] }
  | { t: 'quote'; children: Block[] }
  | { t: 'table'; header: Inline[][]; rows: Inline[][][] }
  | { t: 'rule' }
