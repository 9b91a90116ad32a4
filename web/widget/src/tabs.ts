/** Tabs of one browser on one site: storage events say that the outbox changed, a channel brings what was acknowledged. */
import type { TabNews, Tabs } from './link';

export function browserTabs(prefix: string): Tabs {
  let channel: BroadcastChannel | null = null;
  try {
    channel = new BroadcastChannel(prefix);
  } catch {
    // Old in-app browsers, sandboxed frames: the server's own echo of the message brings it a little later.
  }
  return {
    tell: (news) => channel?.postMessage(news),
    listen: (hear, changed) => {
      if (channel) {
        channel.onmessage = (event: MessageEvent<TabNews>) => {
          hear(event.data);
        };
      }
      window.addEventListener('storage', (event) => {
        // A null key: everything was cleared.
        if (event.key === null || event.key.startsWith(prefix)) changed();
      });
    },
  };
}
