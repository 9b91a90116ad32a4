/** An article's text as it is read. The server made it safe; here only known elements become elements at all. */
import { createElement, Fragment, useMemo, type ReactNode } from 'react';
import styles from './Panel.module.css';

const KNOWN = new Set([
  'a',
  'blockquote',
  'br',
  'code',
  'em',
  'h2',
  'h3',
  'h4',
  'hr',
  'img',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
]);
/** A page's headings stand above those of the article in it. */
const LOWER: Readonly<Record<string, string>> = { h2: 'h3', h3: 'h4', h4: 'h5' };

type OnArticle = (slug: string) => void;

function attributes(element: Element, onArticle: OnArticle | undefined): Record<string, unknown> {
  const href = element.getAttribute('href') ?? '';
  if (element.localName === 'img') {
    const src = element.getAttribute('src') ?? '';
    return {
      src: src.startsWith('/api/') ? src : undefined,
      alt: element.getAttribute('alt') ?? '',
      loading: 'lazy',
    };
  }
  if (element.localName !== 'a') return {};
  if (href.startsWith('#article:')) {
    const slug = href.slice('#article:'.length).split('#')[0] ?? '';
    return {
      href: `/knowledge/a/${slug}`,
      onClick: (event: MouseEvent) => {
        if (!onArticle) return;
        event.preventDefault();
        onArticle(slug);
      },
    };
  }
  return /^(https?:|mailto:|tel:)/u.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer' } : {};
}

function built(node: Node, key: number, onArticle: OnArticle | undefined): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element) || !KNOWN.has(node.localName)) return null;
  const name = LOWER[node.localName] ?? node.localName;
  const inside = [...node.childNodes].map((child, place) => built(child, place, onArticle));
  const own = { key, ...attributes(node, onArticle) };
  return inside.length > 0 ? createElement(name, own, ...inside) : createElement(name, own);
}

export function Rich({ html, onArticle }: { html: string; onArticle?: OnArticle }) {
  const made = useMemo(() => {
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    return [...body.childNodes].map((node, place) => built(node, place, onArticle));
  }, [html, onArticle]);
  return (
    <div className={styles['rich']}>
      <Fragment>{made}</Fragment>
    </div>
  );
}
