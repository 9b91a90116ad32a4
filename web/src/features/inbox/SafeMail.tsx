/**
 * A mail as its sender laid it out, in a sandbox that runs no script and shares no origin. Such a frame cannot tell
 * its height, so the same cleaned markup is laid out once more, unseen, in a shadow root, and measured there.
 */
import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '@/api/types';
import { cleanMail, mailLook, mailPage } from './mail';
import styles from './Mail.module.css';

const LEAST = 48;
const MOST = 6000;

function useHeight(html: string) {
  const ruler = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(LEAST);
  useEffect(() => {
    const host = ruler.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const look = document.createElement('style');
    look.textContent = mailLook.replace(/html\{[^}]*\}/u, '').replace('body{', '.body{display:flow-root;');
    const body = document.createElement('div');
    body.className = 'body';
    body.innerHTML = html;
    root.replaceChildren(look, body);
    const watch = new ResizeObserver(() =>
      setHeight(Math.min(MOST, Math.max(LEAST, Math.ceil(body.scrollHeight) + 2))),
    );
    watch.observe(body);
    return () => watch.disconnect();
  }, [html]);
  return { ruler, height };
}

interface Props {
  html: string;
  remote: boolean;
  attachments: readonly Attachment[];
}

export function SafeMail({ html, remote, attachments }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const clean = useMemo(() => cleanMail(html, attachments, shown), [html, attachments, shown]);
  const page = useMemo(() => mailPage(clean.html, shown, window.location.origin), [clean, shown]);
  const { ruler, height } = useHeight(clean.html);
  return (
    <div className={styles['mail']}>
      {!shown && (clean.held > 0 || remote) && (
        <div className={styles['held']}>
          <IconPhotoOff size={15} aria-hidden />
          <span>{t('message.imagesHeld')}</span>
          <Button size="compact-xs" variant="default" onClick={() => setShown(true)}>
            {t('message.showImages')}
          </Button>
        </div>
      )}
      <div className={styles['ruler']} ref={ruler} aria-hidden inert />
      <iframe
        title={t('message.mailFrame')}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={page}
        style={{ height }}
      />
    </div>
  );
}
