/** A plain page inside the shell: a title, what can be done, and a body that scrolls. */
import { useEffect, type ReactNode } from 'react';
import styles from './Page.module.css';

interface Props {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  /** Reading width instead of the whole screen. */
  narrow?: boolean;
}

export function Page({ title, actions, children, narrow = false }: Props) {
  useTitle(title);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{title}</h1>
        <div className={styles['actions']}>{actions}</div>
      </header>
      <div className={styles['body']} data-narrow={narrow || undefined}>
        {children}
      </div>
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Atiende`;
  }, [title]);
}
