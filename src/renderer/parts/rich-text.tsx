import type { Block, Inline } from '../../shared/model/text.ts'
import { assertNever } from '../../shared/result.ts'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { CopyButton } from './copy-button.tsx'

/** Markdown of somebody else's document, drawn from data: nothing of it can be markup of ours. */
export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, index) => <InlineNode key={index} node={node} />)
}

function InlineNode({ node }: { node: Inline }) {
  switch (node.t) {
    case 'text':
      return node.text
    case 'code':
      return <code>{node.text}</code>
    case 'strong':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      )
    case 'delete':
      return (
        <del>
          <Inlines nodes={node.children} />
        </del>
      )
    case 'link':
      return <DocumentLink node={node} />
    case 'break':
      return <br />
    default:
      return assertNever(node)
  }
}

/** A link stays text unless it is https; then a click hands it to the vetted opener. */
function DocumentLink({ node }: { node: Extract<Inline, { t: 'link' }> }) {
  const t = useText()
  const { host, ui } = useSession()
  if (!node.url.startsWith('https://')) {
    return (
      <span title={node.url}>
        <Inlines nodes={node.children} />
      </span>
    )
  }
  return (
    <button
      type="button"
      className="link inline"
      title={t('common.open-link', { url: node.url })}
      onClick={() => {
        void host.openExternal(node.url).then((opened) => {
          if (!opened) ui.toast({ tone: 'nogo', text: t('common.link-refused', { url: node.url }) })
        })
      }}
    >
      <Inlines nodes={node.children} />
    </button>
  )
}

export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <BlockNode key={index} block={block} />)
}

function BlockNode({ block }: { block: Block }) {
  switch (block.t) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.children} />
        </p>
      )
    case 'heading':
      return (
        <p>
          <strong>
            <Inlines nodes={block.children} />
          </strong>
        </p>
      )
    case 'code':
      return (
        <div className="code copyable">
          <pre>{block.text}</pre>
          <CopyButton text={block.text} />
        </div>
      )
    case 'list':
      return <ListBlock block={block} />
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case 'table':
      return <TableBlock block={block} />
    case 'rule':
      return <hr />
    default:
      return assertNever(block)
  }
}

function ListBlock({ block }: { block: Extract<Block, { t: 'list' }> }) {
  const entries = block.items.map((blocks, index) => (
    <li key={index}>
      <Blocks blocks={blocks} />
    </li>
  ))
  return block.ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>
}

function TableBlock({ block }: { block: Extract<Block, { t: 'table' }> }) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            {block.header.map((cell, index) => (
              <th key={index} scope="col">
                <Inlines nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Inlines nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
