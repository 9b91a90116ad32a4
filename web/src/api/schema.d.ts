/** Written by `npm run api` from the server's OpenAPI; not by hand. */
export interface paths {
    "/api/v1/admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Health
         * @description Whether the server, its database and everything that waits are well.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Nodes
         * @description Which nodes there are, what they do and whether they live. `answers` is the one that was asked.
         */
        get: operations["get_nodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Overview
         * @description What needs somebody now, and how much there is of everything.
         */
        get: operations["get_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Settings
         * @description Pages, documents by name and every field by its name and help, whichever of the two languages one thinks in.
         */
        get: operations["search_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/abilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move Agent
         * @description Other teams and skills for somebody at work, at once; what he has in hand stays his.
         */
        put: operations["move_agent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reassign Work
         * @description All the open work of somebody who is away goes to a queue or a colleague.
         */
        post: operations["reassign_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out Agent
         * @description Ends all his sessions; he becomes offline when his connections are gone.
         */
        post: operations["sign_out_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Force State
         * @description Sets somebody's state.
         */
        post: operations["force_state"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Work
         * @description What an agent has open, before it is given to others.
         */
        get: operations["list_work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/algorithm-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Algorithm File
         * @description What is decided about people's work, by which rules and with what effect: printable, or as JSON. The last 30
         *     days unless said otherwise, at most a year. That it was taken is written in the log.
         */
        get: operations["get_algorithm_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Approvals
         * @description What waits for a word of somebody with the viewer's limit, oldest first.
         */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Assistant
         * @description Which models there are and whether they work, what they used, what drafts are worth, how the test sets went.
         */
        get: operations["get_assistant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Calls
         * @description Every question put to a language model, the newest first; without what was said.
         */
        get: operations["list_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Call
         * @description One of them with its texts, for whoever may read the conversation it is about.
         */
        get: operations["get_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Assistant
         * @description One short question to the model as it is set now, unpublished changes included. It is counted like any other.
         */
        post: operations["test_assistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit
         * @description Newest first.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audit Chain
         * @description How long the chain of privileged changes is, how it ends, and whether its newest entries hold.
         */
        get: operations["audit_chain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Audit
         * @description The same as CSV, newest first, ten thousand facts at most. That it was taken out is itself in the log.
         */
        get: operations["export_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocked_callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Blocked Callers */
        get: operations["list_blocked_callers"];
        put?: never;
        /**
         * Block Caller
         * @description What happens to his calls is their endpoint's: refused, unless it says otherwise.
         */
        post: operations["block_caller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocked_callers/{blocked_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unblock Caller */
        delete: operations["unblock_caller"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Board
         * @description Queues and agents as they are now.
         */
        get: operations["get_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sent Broadcasts
         * @description The latest that were said, those over too.
         */
        get: operations["list_sent_broadcasts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Work
         * @description Several conversations to a queue or an agent, in one change: also what takes a reassignment back.
         */
        post: operations["move_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Past Notices
         * @description The latest, those over too.
         */
        get: operations["list_past_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Waiting
         * @description Work that waits, in the order of its queue.
         */
        get: operations["list_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Broadcasts
         * @description What is said to the viewer now, the newest first.
         */
        get: operations["list_broadcasts"];
        put?: never;
        /**
         * Send Broadcast
         * @description Shown at once above everybody's work.
         */
        post: operations["send_broadcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcasts/{broadcast_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Broadcast
         * @description Takes it back.
         */
        delete: operations["end_broadcast"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Call
         * @description The call is on, in an agent's hands; or it was, with `began` and `ended`.
         */
        post: operations["begin_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/attach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attach
         * @description Calls my telephone into it anew, after its connection broke.
         */
        post: operations["attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/conference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Conference
         * @description Everybody together.
         */
        post: operations["conference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/consult": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consult
         * @description Somebody is called and spoken to aside; the customer hears music.
         */
        post: operations["consult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop
         * @description One of the others leaves.
         */
        post: operations["drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/hand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Help
         * @description Asks a supervisor for help, or no longer.
         */
        post: operations["ask_help"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/hang_up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave Call
         * @description Ends my part of it; where nobody else is with the customer, the call.
         */
        post: operations["leave_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold
         * @description He hears music and nobody hears him.
         */
        post: operations["hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Press Keys
         * @description For the menu of whoever was called.
         */
        post: operations["press_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Media
         * @description What I show besides: a camera, a screen.
         */
        post: operations["set_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/monitor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Monitor
         * @description Listens, speaks to the agent alone, speaks with both, takes the call over, or leaves it.
         */
        post: operations["monitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute
         * @description Nobody hears me.
         */
        post: operations["mute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record
         * @description Off pauses it, on goes on; what the policy does not record at all stays so. A program with a key has no part in
         *     calls, and may do it in those of conversations it may answer.
         */
        post: operations["record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/swap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Swap
         * @description From whom one speaks with aside to the customer, and back.
         */
        post: operations["swap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{interaction_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer
         * @description Blind, to a target; or the consultation becomes the call.
         */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/dial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dial Call
         * @description Calls somebody: my own telephone first, then his.
         */
        post: operations["dial_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/echo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Echo
         * @description A leg on which one hears oneself, for some minutes.
         */
        post: operations["begin_echo"];
        /** End Echo */
        delete: operations["end_echo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/ice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Lines
         * @description How this page reaches the engines. Who only looks as somebody is no telephone of his, and gets no passwords.
         */
        get: operations["get_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Live Calls
         * @description All that go on now and may be supervised.
         */
        get: operations["list_live_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List My Calls
         * @description Those I am in or am being called into, and by what this centre telephones.
         */
        get: operations["list_my_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/ringing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note Ringing
         * @description The telephone of an agent rings: the caller appears on his screen. Answers who it is.
         */
        post: operations["note_ringing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Targets
         * @description To whom a call can go, besides numbers: colleagues with their state, queues with who waits and who is free.
         */
        get: operations["list_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/who": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who Calls
         * @description Everybody known by this number, as far as one may see them.
         */
        get: operations["who_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Canaries
         * @description Those that are up, or all of the last ones.
         */
        get: operations["list_canaries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canaries/{canary_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Dismiss Canary
         * @description It is nothing, or dealt with.
         */
        delete: operations["dismiss_canary"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canaries/{canary_id}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Propose Notice
         * @description The notice that might be told because of it, to be read and changed first.
         */
        get: operations["propose_notice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Catalog
         * @description Brands, queues, endpoints, teams, skills, reasons, outcomes, pauses, agents, channels; retired ones left out.
         */
        get: operations["get_catalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Commitments
         * @description Mine, or those of conversations I may see: open by date, or ended, the newest first.
         */
        get: operations["list_commitments"];
        put?: never;
        /**
         * Make Commitment
         * @description A new promise or task.
         */
        post: operations["make_commitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments/{commitment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Alter Commitment
         * @description Other words, owner or date.
         */
        patch: operations["alter_commitment"];
        trace?: never;
    };
    "/api/v1/commitments/{commitment_id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep Commitment
         * @description Done, as it was promised.
         */
        post: operations["keep_commitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments/{commitment_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen Commitment
         * @description It is still to be done.
         */
        post: operations["reopen_commitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments/{commitment_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Commitment
         * @description It is not to be done any more.
         */
        post: operations["withdraw_commitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description Every document of a kind, never published drafts and retired ones included.
         */
        get: operations["list_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Document
         * @description A document with its draft. The `ETag` is what the next change is matched with.
         */
        get: operations["read_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Versions
         * @description What differs between the versions `from` and `to`; `draft` is one too, `0` the empty document.
         */
        get: operations["compare_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save Draft
         * @description Keeps a draft; it need not be right yet. `If-Match`: the etag it began from; `If-None-Match: *` to create.
         */
        put: operations["save_draft"];
        post?: never;
        /**
         * Discard Draft
         * @description The draft is gone; what is published stays.
         */
        delete: operations["discard_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Draft
         * @description The draft comes into force, at once. `If-Match` is the draft's etag. 422 names every problem.
         */
        post: operations["publish_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retire Document
         * @description It is no longer in force. 422 names what still uses it.
         */
        post: operations["retire_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back
         * @description An earlier version comes into force again, as a new one.
         */
        post: operations["roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{kind}/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description Every body that was ever in force, newest first.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply Config
         * @description All or nothing, in one change; the answer says what it did. Applying again changes nothing.
         */
        post: operations["apply_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Config
         * @description Every document in force, one YAML file each, as a zip: the same bytes while nothing changes. No secrets.
         */
        get: operations["export_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan Config
         * @description What these files (a zip) would change, and what is against it. Nothing is changed. `token` is for applying it.
         */
        post: operations["plan_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Schemas
         * @description JSON Schema of every kind, with titles and help in the reader's language.
         */
        get: operations["get_schemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversations
         * @description One page of a list, as far as the viewer may see it.
         */
        get: operations["list_conversations"];
        put?: never;
        /**
         * Start Conversation
         * @description Writes first, through an endpoint the customer has an address on. The same client_id: the same conversation.
         */
        post: operations["start_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Conversation
         * @description One conversation but for its timeline. `via`: what led there, for the record of who looked.
         */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign Conversation
         * @description Gives it to an agent at once.
         */
        post: operations["assign_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Colleagues
         * @description Who may see this conversation, by name, without oneself; `q`: a part of the name.
         */
        get: operations["list_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversation Commitments
         * @description What is open towards the customer of this conversation, wherever it was promised.
         */
        get: operations["list_conversation_commitments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Confirmation
         * @description The mail that confirms a call or chat, in the customer's language. 422 `unreachable` without an address.
         */
        get: operations["get_confirmation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant Something
         * @description Granted within one's limit; above it somebody is asked. Refused until the customer is verified.
         */
        post: operations["grant_something"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/drafts/{mode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Draft
         * @description Mine; 204 when there is none.
         */
        get: operations["get_draft"];
        /**
         * Put Draft
         * @description The latest wins; an empty one is dropped.
         */
        put: operations["put_draft"];
        post?: never;
        /**
         * Delete Draft
         * @description Gone; also when there was none.
         */
        delete: operations["delete_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Fields
         * @description Sets its custom fields; old and new values are kept.
         */
        post: operations["set_fields"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/hand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Raise Hand
         * @description Asks a supervisor for help; the word stays as a note.
         */
        post: operations["raise_hand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/hand/lower": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lower Hand
         * @description Seen to, or needed no more.
         */
        post: operations["lower_hand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Held
         * @description What is still to go in a conversation, soonest first.
         */
        get: operations["list_held"];
        put?: never;
        /**
         * Hold Reply
         * @description An answer that goes a little later and can be called back. The same client_id: the same answer.
         */
        post: operations["hold_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/invite_to_call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite To Call
         * @description The customer's chat shows that the agent would like to talk; one tap takes it.
         */
        post: operations["invite_to_call"];
        /**
         * Withdraw Invitation
         * @description It is shown no more.
         */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Issues
         * @description Known faults the conversation is linked to, and those it could be linked to.
         */
        get: operations["list_issues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/issues/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Link Issue */
        put: operations["link_issue"];
        post?: never;
        /** Unlink Issue */
        delete: operations["unlink_issue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/issues/{slug}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note Told
         * @description Its customer was told that it is solved.
         */
        post: operations["note_told"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/join_links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Join Links
         * @description Those that open.
         */
        get: operations["list_join_links"];
        put?: never;
        /**
         * Make Join Link
         * @description An address by which somebody comes into this conversation's calls, and sees nothing else of it.
         */
        post: operations["make_join_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/kind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Kind
         * @description What it is: decides its clocks and what may be offered.
         */
        post: operations["set_kind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/macros": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Macros
         * @description Those every step of which the asker may take here.
         */
        get: operations["list_macros"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/macros/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply Macro
         * @description All its steps in one change, or none; each asks for its own permission.
         */
        post: operations["apply_macro"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/macros/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Macro
         * @description Takes back what a macro did, all of it or nothing.
         */
        post: operations["undo_macro"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/matter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Matter
         * @description Its custom fields, and what it was merged with, split from, or follows.
         */
        get: operations["get_matter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge Conversations
         * @description Others of the same person become part of this one; nothing is moved or lost, and it can be undone.
         */
        post: operations["merge_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Reply
         * @description Answers the customer on the channel of `endpoint`. The same client_id: the same message, nothing doubled.
         */
        post: operations["send_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/moments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Working Moments
         * @description The usual moments to come back to it or to send, in the working hours of its queue, soonest first.
         */
        get: operations["list_working_moments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/monitor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Monitoring
         * @description Says that one reads along; said again every few minutes, as long as it lasts.
         */
        post: operations["start_monitoring"];
        /** Stop Monitoring */
        delete: operations["stop_monitoring"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Monitors
         * @description Who reads along now: for its agent those of whom he is told, for supervisors all.
         */
        get: operations["list_monitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Messages
         * @description These messages belong to another open conversation of the person; answers that one.
         */
        post: operations["move_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Note
         * @description For colleagues only.
         */
        post: operations["write_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/pend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pend Conversation
         * @description It waits for the customer.
         */
        post: operations["pend_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pin Conversation
         * @description Keeps it at the top of one's lists, or no longer.
         */
        post: operations["pin_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Priority
         * @description 1 is the most urgent.
         */
        post: operations["set_priority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/proposed-reason": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Propose Reason
         * @description Why it may have come, for the agent to take or not; empty where it has a reason or nobody can tell.
         */
        get: operations["propose_reason"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/reason": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Reason
         * @description Why the customer came.
         */
        post: operations["set_reason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Recordings
         * @description Recordings of this conversation's calls, oldest first; whether they may be listened to stands beside each.
         */
        get: operations["list_recordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release Conversation
         * @description Nobody's again; what was being handled waits in its queue.
         */
        post: operations["release_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen Conversation
         * @description In work again.
         */
        post: operations["reopen_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve Conversation
         * @description Done, with outcome and reason; what is missing of what is required is answered field by field.
         */
        post: operations["resolve_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/scripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Scripts
         * @description The scripts that fit its brand and channel.
         */
        get: operations["list_scripts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/scripts/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Script
         * @description The first step.
         */
        post: operations["begin_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/scripts/{slug}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Script
         * @description The next one. What the flow changes of the conversation is the agent's own doing.
         */
        post: operations["answer_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark Seen
         * @description I have read up to a position.
         */
        post: operations["mark_seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Snooze Conversation
         * @description Out of the lists until a moment, or until the customer writes.
         */
        post: operations["snooze_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Split Conversation
         * @description Copies of these messages begin a conversation of their own; answers that one.
         */
        post: operations["split_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Suggestions
         * @description Sales prompts of this conversation: the one proposed, or why there is none.
         */
        get: operations["list_suggestions"];
        put?: never;
        /**
         * Propose
         * @description A draft for the agent: it is never sent by itself.
         */
        post: operations["propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Tags
         * @description Adds tags and takes some away.
         */
        post: operations["set_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Conversation
         * @description Makes it mine, out of turn: nobody's of what I may read; a colleague's needs the permission to assign.
         */
        post: operations["take_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Timeline
         * @description Messages and events, oldest first; `next` goes into `before` and leads further back.
         */
        get: operations["get_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/timeline/around": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Timeline Around
         * @description The stretch of a timeline in which a message stands, however far back: up to `ahead` messages after it.
         */
        get: operations["get_timeline_around"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer Conversation
         * @description Passes it on to a queue or an agent, with a note for whoever gets it.
         */
        post: operations["transfer_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Trust
         * @description What the conversation's verification strip shows.
         */
        get: operations["get_trust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unmerge Conversation
         * @description A merged one stands alone again, as it was.
         */
        post: operations["unmerge_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/verification/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Verification Answers
         * @description Whether it is what is on file; which answer was wrong is not said.
         */
        post: operations["check_verification_answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/verification/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Verification Code
         * @description Sends a code to a verified address on file; it holds ten minutes.
         */
        post: operations["send_verification_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/verification/code/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Verification Code
         * @description Whether it is the code he was sent.
         */
        post: operations["check_verification_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/verification/word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vouch For Customer
         * @description Verified by the word of somebody who may give it; why is kept as a note.
         */
        post: operations["vouch_for_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Step Many
         * @description Does one thing to each, in order; what one refuses does not keep the others from it.
         */
        post: operations["step_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Found
         * @description How many a list would have: what a view being made shows.
         */
        get: operations["count_found"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Conversations
         * @description How many each list has.
         */
        get: operations["count_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Customers
         * @description By name, company or address; the newest first. Who is linked to another stands under that one.
         */
        get: operations["list_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Customer
         * @description The person: his addresses, links and open conversations. Fields that verify him are shown in a `conversation`
         *     in which he was verified.
         */
        get: operations["get_customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit Customer
         * @description Corrects what is known of him; old and new values are kept.
         */
        patch: operations["edit_customer"];
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Accesses
         * @description Who viewed or modified this record, newest first, with old and new values.
         */
        get: operations["list_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/accesses.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Accesses
         * @description The same list as a file; that it was taken is in the list from then on.
         */
        get: operations["export_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Customer Commitments
         * @description Everything promised to this person and to be done for him.
         */
        get: operations["list_customer_commitments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Consents
         * @description What he was told and answered, newest first.
         */
        get: operations["list_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Customer Conversations
         * @description All his conversations, newest first.
         */
        get: operations["list_customer_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Customer Address
         * @description Another address of his; 409 when it is another customer's.
         */
        post: operations["add_customer_address"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/identities/{identity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Customer Address
         * @description Vouched for, retired or taken back; 409 when it became another customer's meanwhile.
         */
        patch: operations["change_customer_address"];
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link Customer
         * @description They are one person: everywhere they are read as one; nothing is moved, and the link can be cut. Who is no more
         *     than a number that called is made known by whoever may edit customers.
         */
        post: operations["link_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unlink Customer
         * @description They are two people again, each as he was.
         */
        delete: operations["unlink_customer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Customer Organization
         * @description To which company he belongs. With `domain` a company made now has that mail domain.
         */
        put: operations["set_customer_organization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/strangers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss Link
         * @description They are two people: the suggestion is not made again.
         */
        post: operations["dismiss_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest Links
         * @description Who may be the same person, and why; and his company by his mail domain.
         */
        get: operations["suggest_links"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Customer Timeline
         * @description Everything of all his conversations, newest first.
         */
        get: operations["get_customer_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/vip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Customer Vip
         * @description High-value from now on, or no more; what waits takes its new urgency at once.
         */
        post: operations["set_customer_vip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}/voice.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Voice
         * @description Recordings (Ogg/Opus), what was said in them, and every consent, as a ZIP file.
         */
        get: operations["export_voice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Customers
         * @description The customers of a list as a file. Each page of them is in the access log before it leaves.
         */
        get: operations["export_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{decision_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve Decision
         * @description Granted with the viewer's word; 409 when it was decided meanwhile.
         */
        post: operations["approve_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{decision_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse Decision
         * @description Not granted, and why.
         */
        post: operations["refuse_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{decision_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Decision
         * @description Whoever asked needs it no more.
         */
        post: operations["withdraw_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Delivery
         * @description Sends it again: the same id and content, a new signature.
         */
        post: operations["replay_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Demo
         * @description The demo that belongs to this centre, or that is this centre.
         */
        get: operations["get_demo"];
        put?: never;
        /**
         * Load Demo
         * @description Begins to load one: a made-up company with three months behind it, a centre of its own. Raises Conflict.
         */
        post: operations["load_demo"];
        /**
         * Remove Demo
         * @description Nothing is left of it soon after. From inside it one is taken back first.
         */
        delete: operations["remove_demo"];
        options?: never;
        head?: never;
        /**
         * Switch Demo
         * @description Made-up people go on, or stop. From inside the demo or from its home.
         */
        patch: operations["switch_demo"];
        trace?: never;
    };
    "/api/v1/demo/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter Demo
         * @description Signs in as the demo's administrator; one's own session waits. Raises NotFound until it is ready.
         */
        post: operations["enter_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave Demo
         * @description Back to where one came from. Raises NotAllowed outside a demo, or when one came from nowhere.
         */
        post: operations["leave_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Endpoints
         * @description Every endpoint in force with how it is doing.
         */
        get: operations["list_endpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{slug}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring Message
         * @description Takes a customer's message, as his chat would: queued, offered, and answered by the customer's own chat or by a
         *     webhook on `MessageWritten`. Only with a key: people do not write in a customer's name.
         */
        post: operations["bring_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{slug}/signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Endpoint Signs
         * @description Why an inbox does not work: every condition in order, its queue's after its own.
         */
        get: operations["get_endpoint_signs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{slug}/snippet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Snippet
         * @description What goes into a web page. Raises NotFound for a channel whose customers do not come by a page of theirs.
         */
        get: operations["get_snippet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{slug}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Endpoint
         * @description Tries the connection, step by step.
         */
        post: operations["test_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/{slug}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Evaluation
         * @description Puts every question of a published test set to the bot, or the drafts, as they are now.
         */
        post: operations["run_evaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{evaluation_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description Case by case, beside the run before it.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload File
         * @description Keeps a file of at most 20 MB; its id goes into a message.
         */
        post: operations["upload_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get File
         * @description The bytes. With `exp` and `sig` of a link we gave out, without a session.
         */
        get: operations["get_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flows
         * @description Every flow of his brands: what it is for, where it is used, what is wrong with it, who is in it now.
         */
        get: operations["list_flows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{slug}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Counts
         * @description What happened at each node of a version (0: the one in force), and who stands where now.
         */
        get: operations["get_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lint Flow
         * @description What the checks say of a flow as it stands on the screen: where, what is wrong, and what to do.
         */
        post: operations["lint_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Flow
         * @description The flow a text describes, every field written out; it may still have problems the checks will name.
         */
        post: operations["read_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/recipes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Recipes
         * @description Every recipe there is.
         */
        get: operations["list_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/recipes/{recipe}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Recipe
         * @description One, with its flow and its golden conversations.
         */
        get: operations["read_recipe"];
        put?: never;
        /**
         * Make From Recipe
         * @description Makes them as drafts, to be looked at, tried and published.
         */
        post: operations["make_from_recipe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/recipes/{recipe}/drafts/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unmake Recipe
         * @description Takes back what was made and never published.
         */
        delete: operations["unmake_recipe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/recipes/{recipe}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Recipe
         * @description The documents as they would be made, with what is chosen put in; what is there already is not among them.
         */
        post: operations["preview_recipe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate Flow
         * @description A conversation nobody has, from its beginning: everything done so far in, all that followed out.
         */
        post: operations["simulate_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Flow
         * @description Runs the tests of a flow as it stands on the screen.
         */
        post: operations["test_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Flow
         * @description A flow as text (YAML), as `atiende export` writes it.
         */
        post: operations["write_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/formatted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show Formatted
         * @description How a text with marks of simple formatting will look in a mail.
         */
        post: operations["show_formatted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guarantees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Guarantees
         * @description Each guarantee with its evidence.
         */
        get: operations["list_guarantees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guarantees/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Guarantees Again
         * @description Checks the whole log again, from its first fact; how far it is stands in `again`.
         */
        post: operations["check_guarantees_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/held/{held_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Discard Reply
         * @description It goes nowhere and is not kept. 404 when it has gone.
         */
        delete: operations["discard_reply"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/held/{held_id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recall Reply
         * @description It goes nowhere; its words are in its author's draft. 404 when it has gone.
         */
        post: operations["recall_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/held/{held_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Held
         * @description At once.
         */
        post: operations["send_held"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Imports
         * @description Every import, newest first.
         */
        get: operations["list_imports"];
        put?: never;
        /**
         * Begin Import
         * @description Keeps a CSV file (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) and guesses its columns.
         *
         *     Articles: Markdown, HTML, a zip of them, or the JSON export of a Zendesk or Chatwoot help centre.
         */
        post: operations["begin_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Import
         * @description One import with its first lines.
         */
        get: operations["read_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run_id}/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order Import
         * @description `check` tries every line and changes nothing, `run` does it, `undo` takes back what nobody has touched since.
         */
        post: operations["order_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lines
         * @description What became of its lines, a hundred at a time; `cursor` is the line after which to go on.
         */
        get: operations["list_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run_id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Map Import
         * @description What its columns are, corrected.
         */
        put: operations["map_import"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Report
         * @description The lines that could not be taken, or were there already, as they stood in the file, with the reason in front.
         */
        get: operations["get_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Ingress
         * @description Inbound that opened no conversation, newest first, with the reason.
         */
        get: operations["list_ingress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingress/{ingress_id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Raw Ingress
         * @description The bytes as they came in.
         */
        get: operations["get_raw_ingress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingress/{ingress_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry
         * @description Reads it again, past the caps.
         */
        post: operations["retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Intents */
        get: operations["list_intents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/intents/{slug}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest Examples
         * @description What customers wrote first in conversations with this intent's reason.
         */
        get: operations["suggest_examples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/intents/confusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Confusions
         * @description Each example left out in turn: which intents are taken for which, most often first.
         */
        get: operations["list_confusions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/intents/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Sentence
         * @description What would be understood; nothing is kept.
         */
        post: operations["try_sentence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request Callback
         * @description The work keeps its place and waits as a call to make, or sleeps until its moment.
         */
        post: operations["request_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Classify Interaction
         * @description How this one ended; wrapping it up is over with that, and so is a call that was still on.
         */
        post: operations["classify_interaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Session
         * @description Ends a chat from our side.
         */
        post: operations["end_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/hang-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hang Up
         * @description The call is over; its outcome is still to be written down.
         */
        post: operations["hang_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Receipts
         * @description Every offer of it with its receipt, oldest first.
         */
        get: operations["list_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Route Interaction
         * @description Sends work elsewhere, or alters its urgency.
         */
        post: operations["route_interaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Interaction
         * @description Why it still waits: every agent with his reason, for whoever supervises; else one's own.
         */
        get: operations["explain_interaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/wrap-up/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Wrap Up
         * @description I am ready again.
         */
        post: operations["end_wrap_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/wrap-up/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend Wrap Up
         * @description I need a minute more.
         */
        post: operations["extend_wrap_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Invitation
         * @description Sets the password and signs in; the link is used up.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look At Invitation
         * @description Whose link it is. 404 for one that is unknown, used or over.
         */
        post: operations["look_at_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join_links/{join_link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Join Link
         * @description It opens nothing from now on, and who is in by it goes.
         */
        delete: operations["revoke_join_link"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description Every key, revoked ones too; never the secret.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create Key
         * @description A new key. Its secret is in this answer and never again.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Key
         * @description At once and for good.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Articles
         * @description Every article of his brands: drafts, published and retired ones; and the collections they stand in.
         */
        get: operations["list_articles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Article
         * @description An article with its draft, its review and the last votes. The `ETag` is what the next change is matched with.
         */
        get: operations["read_article"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Linked
         * @description Conversations behind a known fault, as far as the viewer may read them: to tell their customers.
         */
        get: operations["list_linked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save Article
         * @description Keeps a draft; it need not be right yet. `If-Match`: the etag it began from; `If-None-Match: *` to create.
         */
        put: operations["save_article"];
        post?: never;
        /**
         * Discard Article
         * @description The draft is gone; what is published stays.
         */
        delete: operations["discard_article"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Article
         * @description The draft comes into force, at once. 422 names every problem; 403 where somebody has to approve it first.
         */
        post: operations["publish_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retire Article
         * @description Nobody reads it any more; it can be brought back.
         */
        post: operations["retire_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Review
         * @description The draft is to be looked at by somebody who may publish.
         */
        post: operations["ask_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Article
         * @description An earlier version comes into force again, as a new one.
         */
        post: operations["roll_back_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{slug}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Review
         * @description Approved, or returned with a note. One's own draft is approved by somebody else.
         */
        post: operations["end_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload Picture
         * @description A picture for an article, shown in it by `file:ID`; public once a public article shows it.
         */
        post: operations["upload_picture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Picture
         * @description A picture of the knowledge base.
         */
        get: operations["get_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Gaps
         * @description Of the viewer's brands, and of conversations he may read.
         */
        get: operations["list_gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/gaps/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close Gap
         * @description These questions are answered now, or were none: they are forgotten.
         */
        post: operations["close_gap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Article
         * @description How a text will look.
         */
        post: operations["preview_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/read/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Knowledge
         * @description A published article, in the customer's language where a conversation is named.
         */
        get: operations["read_knowledge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Knowledge
         * @description Articles for a question; without one, for what the customer of the conversation wrote last: suggestions.
         *
         *     `typed`: it is still being typed, and not kept as something that was looked for.
         */
        get: operations["search_knowledge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/used": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note Used
         * @description An article was put into an answer.
         */
        post: operations["note_used"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Matches
         * @description Queues whose choice is `learned`: what they learned, what the comparison test says, and how it drifts.
         */
        get: operations["list_matches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matches/{queue}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch Match
         * @description Off at once, or on again with a new comparison.
         */
        post: operations["switch_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matches/{queue}/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Times
         * @description The table a match decides by, whole.
         */
        get: operations["read_times"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matches/{queue}/train": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train Match
         * @description Now, instead of next night: judged by what has come since, and learned anew.
         */
        post: operations["train_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Me
         * @description The person signed in.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Patch Me
         * @description Changes what is given. A new password ends all other sessions.
         */
        patch: operations["patch_me"];
        trace?: never;
    };
    "/api/v1/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Presence
         * @description As it is now, with a rest that begins or ends by itself.
         */
        get: operations["get_presence"];
        /**
         * Put Presence
         * @description Chooses a state; leaving takes back the offers not yet answered.
         */
        put: operations["put_presence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Raw
         * @description The message as it came in.
         */
        get: operations["get_raw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend Message
         * @description Sends a failed or unconfirmed message again: a person decides.
         */
        post: operations["resend_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/missed_calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Missed Calls
         * @description Of the viewer's brands and queues, newest first.
         */
        get: operations["list_missed_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Notices
         * @description What customers are told now.
         */
        get: operations["list_notices"];
        put?: never;
        /**
         * Raise Notice
         * @description Told at once on every channel: widget, flows, automatic answers, help centre.
         */
        post: operations["raise_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Notice
         * @description No longer told, from now on.
         */
        delete: operations["end_notice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Offers
         * @description Mine, not yet answered.
         */
        get: operations["list_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{offer_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Offer
         * @description Takes the work offered.
         */
        post: operations["accept_offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{offer_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Offer
         * @description It waits again, with its place.
         */
        post: operations["decline_offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Organizations
         * @description By name or mail domain; none for who sees customers only through his conversations.
         */
        get: operations["list_organizations"];
        put?: never;
        /**
         * Add Organization
         * @description A company; the one of that name where the brand has one.
         */
        post: operations["add_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Organization
         * @description A company with what is open with its people.
         */
        get: operations["get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit Organization
         * @description Corrects it; a new name is shown at its people too.
         */
        patch: operations["edit_organization"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Organization People
         * @description Who belongs to it.
         */
        get: operations["list_organization_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Outbox
         * @description Mails laid down, newest first.
         */
        get: operations["list_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{mail_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Outbox
         * @description One of them as it would have been sent.
         */
        get: operations["read_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/past": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Past
         * @description Queues, agents, what waited and the last offers, at a moment.
         */
        get: operations["get_past"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/past/moments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Moments
         * @description The centre's pulse every five minutes in which something happened; the last 24 hours when nothing is said.
         */
        get: operations["list_moments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/past/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Offer
         * @description Why this agent was asked then: everybody with his reason, decided again from the log and compared.
         */
        get: operations["explain_offer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{slug}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prompt Uses
         * @description The flows in force that say it, as far as the viewer may see them.
         */
        get: operations["list_prompt_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/sounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep Sound
         * @description A recording of at most 20 MB: WAV, MP3, Ogg, WebM or M4A. Its id goes into the prompt's document.
         */
        post: operations["keep_sound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/sounds/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Sound
         * @description The recording, to be listened to.
         */
        get: operations["get_sound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak Words
         * @description As callers hear a text that has no recording: what is in double braces is filled in then.
         */
        post: operations["speak_words"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{queue}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Alerts
         * @description From when on the board warns, and what is in time. Answers what was before: put again, it undoes this.
         */
        put: operations["set_alerts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{queue}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Switch
         * @description How the queue stands, and what is told.
         */
        get: operations["get_switch"];
        put?: never;
        /**
         * Switch Queue
         * @description Holds from the next arrival on; who waits already, waits on.
         */
        post: operations["switch_queue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{slug}/signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Queue Signs
         * @description Why nobody takes up what waits in a queue: every condition in order.
         */
        get: operations["get_queue_signs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quick-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Quick Replies
         * @description Those for this brand, team and channel, in the conversation's language; what the asker uses most comes first.
         */
        get: operations["list_quick_replies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Recordings
         * @description Of calls in the last days that the viewer may listen to, the newest first; or some of them by lot.
         */
        get: operations["find_recordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Recording
         * @description One recording with its words, comments and gaps.
         */
        get: operations["read_recording"];
        put?: never;
        post?: never;
        /**
         * Delete Recording
         * @description For ever, its words too. One that is held is refused.
         */
        delete: operations["delete_recording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Comment Recording
         * @description A word about a moment of it.
         */
        post: operations["comment_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Drop Recording Comment
         * @description One's own.
         */
        delete: operations["drop_recording_comment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold Recording
         * @description It is not deleted however old it is, or may be again; both with a reason.
         */
        post: operations["hold_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shorten Recording
         * @description It is deleted sooner than was meant.
         */
        post: operations["shorten_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear Recording
         * @description The sound: Ogg/Opus, the customer left, everybody else right. That it was listened to is written down first.
         */
        get: operations["hear_recording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/shorten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shorten Recordings
         * @description The queue's present term, where it is shorter, also holds for what was recorded before.
         */
        post: operations["shorten_recordings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Agents
         * @description Every agent whose numbers he may see: himself, his teams, his brands.
         */
        get: operations["report_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Calls
         * @description Calls that came or were made on these dates, of the viewer's queues, all together and queue by queue.
         */
        get: operations["report_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/calls/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Call Entries
         * @description What stands behind a number: its calls, the newest first.
         */
        get: operations["report_call_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/calls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Calls
         * @description The report as CSV; that it was taken is in the log before anybody has it.
         */
        post: operations["export_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Entries
         * @description What stands behind a number: the entries in its numerator or its denominator, the newest first.
         */
        get: operations["report_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Report
         * @description The report as CSV; that it was taken is in the log before anybody has it.
         */
        post: operations["export_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/intervals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Intervals
         * @description Half hour by half hour, or day by day: of one queue or of all, of one channel or of all.
         */
        get: operations["report_intervals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Queues
         * @description Every queue he may see, and every channel of each, over these dates; beside it the dates compared with.
         */
        get: operations["report_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/selfservice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Selfservice
         * @description What flows did over these dates: of all of them or of one, on all channels or on one.
         */
        get: operations["report_selfservice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/selfservice/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Selfservice
         * @description The report as CSV; that it was taken is in the log before anybody has it.
         */
        post: operations["export_selfservice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/selfservice/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Sessions
         * @description What stands behind a number: the times through flows in its numerator or denominator, the newest first.
         */
        get: operations["report_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Roles
         * @description A document of the same name takes the place of a built-in role.
         */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routing/who": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who Would Get
         * @description Everybody in the order he would be asked, then the others, each with what stands against him.
         */
        get: operations["who_would_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Everything
         * @description Messages, customers, companies and conversations that answer, the newest first.
         */
        get: operations["search_everything"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Secrets
         * @description Names, and when each was last set.
         */
        get: operations["list_secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Secret
         * @description Sets a secret, sealed at once with the centre's key.
         */
        put: operations["set_secret"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description Who is signed in.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Sign In
         * @description Signs in and sets the session's cookie. The answer to a wrong password and to an unknown address is the same.
         */
        post: operations["sign_in"];
        /**
         * Sign Out
         * @description Ends the session.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Setup
         * @description What the first page offers. Raises NotAllowed for a wrong token, Conflict once a centre exists.
         */
        get: operations["get_setup"];
        put?: never;
        /**
         * Set Up
         * @description Makes the centre and signs in. 422 names every problem by the page's field.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get First Demo
         * @description The demo of a server that has no centre yet, by the set-up's token.
         */
        get: operations["get_first_demo"];
        put?: never;
        /**
         * Load First Demo
         * @description A demo to look at before the first centre is made. Raises Conflict when it is there.
         */
        post: operations["load_first_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/demo/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter First Demo
         * @description Signs in as its administrator; leaving leads back to the set-up.
         */
        post: operations["enter_first_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Simulations
         * @description Every simulation that is kept, newest first.
         */
        get: operations["list_simulations"];
        put?: never;
        /**
         * Start Simulation
         * @description Asks the twin. 422 names every problem of the documents, as publishing them would.
         */
        post: operations["start_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{simulation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Simulation
         * @description With its question, what it would change, and its answer once it is done.
         */
        get: operations["read_simulation"];
        put?: never;
        post?: never;
        /**
         * Delete Simulation
         * @description Only what has ended.
         */
        delete: operations["delete_simulation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{simulation_id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply Simulation
         * @description Puts its documents and abilities in force, all or nothing, unless somebody changed one of them since.
         */
        post: operations["apply_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{simulation_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Simulation
         * @description Stops it.
         */
        post: operations["cancel_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/ground": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Ground
         * @description What a question starts from: past days with work, people, and a made-up day.
         */
        get: operations["get_ground"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/worked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Worked
         * @description Who took work on a local date.
         */
        get: operations["get_worked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{suggestion_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Suggestion
         * @description What the agent did with a draft: taken as it was, edited, or discarded. It is counted.
         */
        post: operations["end_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Template
         * @description Puts sample values into a template.
         */
        post: operations["preview_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Everybody who signs in, deactivated ones included; with brands granted, those who work for one of them.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Create User
         * @description A new user. Without a password nobody can sign in as him yet.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read User
         * @description One user, with how much is on his desk.
         */
        get: operations["read_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change User
         * @description Changes what is given. Deactivating signs him out at once and takes him offline.
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/desk_phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Desk Phone
         * @description Server and user, without the password; null where the centre has no desk phones.
         */
        get: operations["get_desk_phone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/desk_phone/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show Desk Phone
         * @description Its password, another one with `renew`. It is in the audit log.
         */
        post: operations["show_desk_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite User
         * @description A link, good for seven days and once, by which the user sets his own password. Earlier links are void.
         */
        post: operations["invite_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/view-as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * View As
         * @description This session sees the desk as the user does, for half an hour, and changes nothing meanwhile.
         */
        post: operations["view_as"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/view-as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Stop Viewing
         * @description One's own desk again.
         */
        delete: operations["stop_viewing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Views
         * @description One's own, those of one's teams, those of everybody.
         */
        get: operations["list_views"];
        put?: never;
        /**
         * Create View
         * @description A list of one's own; sharing it needs the permission to supervise.
         */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change View
         * @description Its name, filters, order, and with whom it is shared.
         */
        put: operations["change_view"];
        post?: never;
        /**
         * Drop View
         * @description Nobody has it any more; the conversations stay as they are.
         */
        delete: operations["drop_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Views
         * @description How many conversations each of them has now.
         */
        get: operations["count_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voicemails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voicemails
         * @description Messages that callers left, of the viewer's brands and queues, newest first.
         */
        get: operations["list_voicemails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Wall
         * @description What the wall shows now; asked for again every few seconds. 404 for an address that opens nothing.
         */
        get: operations["get_wall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/walls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Walls */
        get: operations["list_walls"];
        put?: never;
        /**
         * Open Wall
         * @description A read-only board for a screen on the wall.
         */
        post: operations["open_wall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/walls/{wall_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Close Wall
         * @description Its address opens nothing from now on.
         */
        delete: operations["close_wall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{slug}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deliveries
         * @description Newest first, with what was sent and the last answer.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{slug}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Webhook
         * @description Sends a test event, once; what waits is tried again at once. The list of deliveries shows the answer.
         */
        post: operations["test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive
         * @description The process answers.
         */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description The database answers, its schema is current (it is migrated before the first question), every tenant is open,
         *     and we stay.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Abilities
         * @description All of them: what is left out is taken away. Skills with levels from 1 to 5.
         */
        Abilities: {
            /** Skills */
            skills: {
                [key: string]: number;
            };
            /** Teams */
            teams: string[];
        };
        /**
         * AbilitiesMoved
         * @description `before` is what undoes it, put again.
         */
        AbilitiesMoved: {
            before: components["schemas"]["Abilities"];
            now: components["schemas"]["Abilities"];
        };
        /** Accepted */
        Accepted: {
            /** Conversation */
            conversation: string;
        };
        /**
         * ActGiven
         * @description One thing done in the conversation: he says or taps, time passes, an errand ends, a person takes it, …
         */
        ActGiven: {
            /**
             * Choice
             * @default
             */
            choice?: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "say" | "wait" | "outcome" | "took" | "refused" | "left";
            /**
             * Result
             * @default ok
             * @enum {string}
             */
            result?: "ok" | "missing" | "failed";
            /**
             * Seconds
             * @default 0
             */
            seconds?: number;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Values */
            values?: {
                [key: string]: string | number | boolean | null;
            };
        };
        /**
         * AddressWanted
         * @description `channel`: email, phone, or another that messages are sent on.
         */
        AddressWanted: {
            /** Address */
            address: string;
            /** Channel */
            channel: string;
        };
        /** AdministratorGiven */
        AdministratorGiven: {
            /** Email */
            email: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
        };
        /** AgentLine */
        AgentLine: {
            /** Agent */
            agent: string;
            before: components["schemas"]["AgentMeasures"] | null;
            /** Name */
            name: string;
            now: components["schemas"]["AgentMeasures"];
        };
        /** AgentMeasures */
        AgentMeasures: {
            /** Answers */
            answers: number;
            /** Busy S */
            busy_s: number;
            /** Declined */
            declined: number;
            /** Handle S */
            handle_s: number | null;
            /** Handled */
            handled: number;
            /** Missed */
            missed: number;
            /** Occupancy Pct */
            occupancy_pct: number | null;
            /** Paused S */
            paused_s: number;
            /** Ready S */
            ready_s: number;
            /** Resolved */
            resolved: number;
            /** Taken */
            taken: number;
            /** Transferred */
            transferred: number;
        };
        /** AgentNow */
        AgentNow: {
            /** Aside */
            aside: string[];
            /** Capacity */
            capacity: {
                [key: string]: number;
            };
            /** Handling */
            handling: components["schemas"]["Handled"][];
            /** Id */
            id: string;
            /** Load */
            load: {
                [key: string]: number;
            };
            /** Name */
            name: string;
            /** Reason */
            reason: string;
            /** Resting Until */
            resting_until: string | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Skills */
            skills: {
                [key: string]: number;
            };
            /** State */
            state: string;
            /** Teams */
            teams: string[];
        };
        /** AgentReport */
        AgentReport: {
            about: components["schemas"]["Told"];
            /** Agents */
            agents: components["schemas"]["AgentLine"][];
            total: components["schemas"]["AgentMeasures"];
        };
        /** AgentShown */
        AgentShown: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** State */
            state: string;
        };
        /**
         * Alerts
         * @description From what on the board warns; 0 is never. `service_seconds` 0: the usual ones of the channel.
         */
        Alerts: {
            /** Service Percent */
            service_percent: number;
            /** Service Seconds */
            service_seconds: number;
            /** Wait Seconds */
            wait_seconds: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * AlertsWanted
         * @description From what on the board warns; 0 is never. `service_seconds` 0: the usual ones of the channel.
         */
        AlertsWanted: {
            /** Service Percent */
            service_percent: number;
            /** Service Seconds */
            service_seconds: number;
            /** Wait Seconds */
            wait_seconds: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * Answer
         * @description `difference`: after less before, by queue and `""` for all of them.
         */
        Answer: {
            after: components["schemas"]["Side"] | null;
            before: components["schemas"]["Side"];
            /** Difference */
            difference: {
                [key: string]: components["schemas"]["Figures"];
            };
            /** Notes */
            notes: string[];
            /** Replications */
            replications: number;
            /** Seconds */
            seconds: number;
            /** Simulated */
            simulated: number;
        };
        /**
         * AnswerOffered
         * @description An answer that could be tapped; a message that answers has its `id` as `choice`.
         */
        AnswerOffered: {
            /** Id */
            id: string;
            /** Key */
            key: string;
            /** Label */
            label: string;
        };
        /**
         * AnswersSaid
         * @description What the customer said, by field.
         */
        AnswersSaid: {
            /** Answers */
            answers: {
                [key: string]: string;
            };
        };
        /**
         * Applied
         * @description `insert` is for the composer. `undo` takes back what can be, through `macros/undo`.
         */
        Applied: {
            conversation: components["schemas"]["Conversation"];
            /** Insert */
            insert: string;
            /** Missing */
            missing: string[];
            /** Undo */
            undo: components["schemas"]["DoneShown"][];
        };
        /**
         * Around
         * @description A stretch of a timeline: `next` leads further back; `newer`: more follows it.
         */
        Around: {
            /** Items */
            items: (components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"])[];
            /** Newer */
            newer: boolean;
            /** Next */
            next: string | null;
        };
        /** ArticleDraft */
        ArticleDraft: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
        };
        /**
         * ArticleLine
         * @description `state`: draft (never published), published, changed (with a draft over it), retired. `review`: asked, approved,
         *     returned or empty. `due`: review is; `expired`: customers see it no more.
         */
        ArticleLine: {
            /** Audience */
            audience: string;
            /** Brands */
            brands: string[];
            /** Collection */
            collection: string;
            /** Due */
            due: boolean;
            /** Expired */
            expired: boolean;
            /** Expires On */
            expires_on: string;
            /** Helpful */
            helpful: number;
            /** Known Issue */
            known_issue: string;
            /** Languages */
            languages: string[];
            /** Linked */
            linked: number;
            /** Name */
            name: string;
            /** Owner */
            owner: string;
            /** Owner Name */
            owner_name: string;
            /** Published At */
            published_at: string | null;
            /** Review */
            review: string;
            /** Review On */
            review_on: string;
            /** Slug */
            slug: string;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "published" | "changed" | "retired";
            /** Title En */
            title_en: string;
            /** Title Es */
            title_es: string;
            /** Unhelpful */
            unhelpful: number;
            /** Url */
            url: string;
            /** Used */
            used: number;
            /** Views */
            views: number;
        };
        /** ArticleNamed */
        ArticleNamed: {
            /** Slug */
            slug: string;
            /** Title */
            title: string;
        };
        /**
         * ArticleRead
         * @description As it is read in the desk; `text` is Markdown for the composer.
         */
        ArticleRead: {
            /** Expired */
            expired: boolean;
            /** Html */
            html: string;
            /** Internal */
            internal: boolean;
            /** Known Issue */
            known_issue: string;
            /** Language */
            language: string;
            /** Related */
            related: components["schemas"]["ArticleNamed"][];
            /** Slug */
            slug: string;
            /** Summary */
            summary: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Url */
            url: string;
            /** Version */
            version: number;
        };
        /**
         * Articles
         * @description `review_brands`: those whose articles need somebody else's approval. `homes`: help centres by brand.
         */
        Articles: {
            /** Collections */
            collections: components["schemas"]["CollectionLine"][];
            /** Homes */
            homes: {
                [key: string]: string;
            };
            /** Items */
            items: components["schemas"]["ArticleLine"][];
            /** Review Brands */
            review_brands: string[];
        };
        /**
         * ArticleShown
         * @description A document with its draft, as in the configuration, and what is particular to articles.
         */
        ArticleShown: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Draft */
            draft: {
                [key: string]: unknown;
            } | null;
            /** Draft By */
            draft_by: string;
            /** Etag */
            etag: string;
            /** May Publish */
            may_publish: boolean;
            /** Needs Approval */
            needs_approval: boolean;
            /** Published At */
            published_at: string | null;
            /** Retired */
            retired: boolean;
            review: components["schemas"]["ReviewShown"] | null;
            /** Slug */
            slug: string;
            /** Version */
            version: number;
            /** Votes */
            votes: components["schemas"]["VoteShown"][];
        };
        /**
         * AskedFor
         * @description What the queue asks of an agent to begin with.
         */
        AskedFor: {
            /** Match Language */
            match_language: boolean;
            /** Skills */
            skills: components["schemas"]["atiende__api__explained__Level"][];
            /** Teams */
            teams: string[];
        };
        /** Asks */
        Asks: {
            /** Items */
            items: components["schemas"]["DecisionRow"][];
        };
        /** Assignee */
        Assignee: {
            /** Agent */
            agent: string;
        };
        /**
         * AssistantShown
         * @description `why` it does not do its work, since when; empty when it does, or nobody has asked it yet.
         */
        AssistantShown: {
            /** Active */
            active: boolean;
            /** Daily Tokens */
            daily_tokens: number;
            /** Evaluation */
            evaluation: string;
            /** May */
            may: string[];
            /** Model */
            model: string;
            /** Name */
            name: string;
            /** Since */
            since: string | null;
            /** Slug */
            slug: string;
            /** Url */
            url: string;
            /** Why */
            why: string;
        };
        /** AssistOverview */
        AssistOverview: {
            /** Assistants */
            assistants: components["schemas"]["AssistantShown"][];
            /** Counts */
            counts: components["schemas"]["atiende__api__assist_shapes__CountShown"][];
            /** Days */
            days: components["schemas"]["DayShown"][];
            /** Evaluations */
            evaluations: components["schemas"]["EvaluationShown"][];
        };
        /**
         * CountShown
         * @description How often a kind of draft, or an offering, was proposed, and what became of it.
         */
        atiende__api__assist_shapes__CountShown: {
            /** Discarded */
            discarded: number;
            /** Edited */
            edited: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "summary" | "reply" | "follow_up" | "next_step" | "offering";
            /** Made */
            made: number;
            /** Name */
            name: string;
            /** Offering */
            offering: string;
            /** Taken */
            taken: number;
            /** Withheld */
            withheld: number;
        };
        /** Level */
        atiende__api__explained__Level: {
            /** Level */
            level: number;
            /** Skill */
            skill: string;
        };
        /** HandWanted */
        atiende__api__matter__HandWanted: {
            /**
             * Word
             * @default
             */
            word?: string;
        };
        /**
         * MoveWanted
         * @description `to`: another open conversation of the same person.
         */
        atiende__api__matter__MoveWanted: {
            /** Messages */
            messages: string[];
            /** To */
            to: string;
        };
        /**
         * NoteWanted
         * @description `only_for`: a word to one agent, seen by him and the author alone; for whoever may coach.
         */
        atiende__api__messages__NoteWanted: {
            /** Client Id */
            client_id: string;
            /**
             * Files
             * @default []
             */
            files?: string[];
            /**
             * Mentions
             * @default []
             */
            mentions?: string[];
            /** Only For */
            only_for?: string | null;
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * Changed
         * @description A field of the receipt that is not the same: what it said then, what it says again.
         */
        atiende__api__past__Changed: {
            /** Again */
            again: string;
            /** Field */
            field: string;
            /** Then */
            then: string;
        };
        /**
         * HandWanted
         * @description `word` stays as a note for colleagues.
         */
        atiende__api__phone_shapes__HandWanted: {
            /** On */
            on: boolean;
            /**
             * Word
             * @default
             */
            word?: string;
        };
        /**
         * TransferWanted
         * @description Without a target: to whoever is being consulted. `note`: for colleagues, in the conversation.
         */
        atiende__api__phone_shapes__TransferWanted: {
            /**
             * Note
             * @default
             */
            note?: string;
            to?: components["schemas"]["TargetWanted"] | null;
        };
        /**
         * Changed
         * @description How many recordings it reached.
         */
        atiende__api__recordings__Changed: {
            /** Changed */
            changed: number;
        };
        /**
         * Level
         * @description `variant` names the formula of the service level; seconds on live channels (0: the usual ones: 20 by voice, 30 in
         *     chats) and, in opening time, on others; `percent` is aimed at.
         */
        atiende__api__report_shapes__Level: {
            /** Answer Seconds */
            answer_seconds: number;
            /** Live Seconds */
            live_seconds: number;
            /** Percent */
            percent: number;
            /** Variant */
            variant: string;
        };
        /**
         * CountShown
         * @description 1000 at most.
         */
        atiende__api__shapes__CountShown: {
            /** Count */
            count: number;
        };
        /**
         * TransferWanted
         * @description Exactly one of queue and agent.
         */
        atiende__api__steps__TransferWanted: {
            /**
             * Agent
             * @default
             */
            agent?: string;
            /**
             * Note
             * @default
             */
            note?: string;
            /**
             * Queue
             * @default
             */
            queue?: string;
        };
        /**
         * MoveWanted
         * @description Exactly one of the two targets.
         */
        atiende__api__supervising__MoveWanted: {
            /** Conversations */
            conversations: string[];
            /**
             * To Agent
             * @default
             */
            to_agent?: string;
            /**
             * To Queue
             * @default
             */
            to_queue?: string;
        };
        /** NoteWanted */
        atiende__api__trust__NoteWanted: {
            /** Note */
            note: string;
        };
        /** Attachment */
        Attachment: {
            /** Content Id */
            content_id: string;
            /** Content Type */
            content_type: string;
            /** Id */
            id: string;
            /** Inline */
            inline: boolean;
            /** Name */
            name: string;
            /** Size */
            size: number;
            /** Url */
            url: string;
        };
        /**
         * AuditChain
         * @description `link`: the hash of the last entry, which covers all before it; `whole`: the newest `checked` entries hold.
         */
        AuditChain: {
            /** Checked */
            checked: number;
            /** Entries */
            entries: number;
            /** Link */
            link: string;
            /** Whole */
            whole: boolean;
        };
        /** AuditLine */
        AuditLine: {
            actor: components["schemas"]["Who"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Changes */
            changes: components["schemas"]["FieldChangedShown"][];
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Fact */
            fact: string;
            /** Seq */
            seq: number;
        };
        /**
         * BehindCanary
         * @description One of the conversations behind it.
         */
        BehindCanary: {
            /** Channel */
            channel: string;
            /** Customer */
            customer: string;
            /** Id */
            id: string;
            /** Number */
            number: number;
        };
        /**
         * BelongsWanted
         * @description A company by id, or by name (found or made); neither: to none.
         */
        BelongsWanted: {
            /**
             * Domain
             * @default
             */
            domain?: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /** Organization */
            organization?: string | null;
        };
        /** BlockedCallers */
        BlockedCallers: {
            /** Items */
            items: components["schemas"]["BlockedShown"][];
        };
        /** BlockedShown */
        BlockedShown: {
            /** At */
            at: string;
            /** By */
            by: string;
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Shown */
            shown: string;
            /** Why */
            why: string;
        };
        /** Board */
        Board: {
            /** Agents */
            agents: components["schemas"]["AgentNow"][];
            /**
             * At
             * Format: date-time
             */
            at: string;
            fairness: components["schemas"]["Evenness"] | null;
            /** Hands */
            hands: components["schemas"]["HandUp"][];
            /** Queues */
            queues: components["schemas"]["QueueNow"][];
        };
        /** Body_apply_config */
        Body_apply_config: {
            /** File */
            file: string;
            /**
             * Prune
             * @description Retire what is in force and not in the files.
             * @default false
             */
            prune?: boolean;
            /**
             * Token
             * @description Of the plan: refused when things moved on since.
             * @default
             */
            token?: string;
        };
        /** Body_begin_import */
        Body_begin_import: {
            /**
             * Brand
             * @default
             */
            brand?: string;
            /** File */
            file: string;
            /**
             * What
             * @enum {string}
             */
            what: "customers" | "users" | "quick_replies" | "articles";
        };
        /** Body_keep_sound */
        Body_keep_sound: {
            /** File */
            file: string;
        };
        /** Body_plan_config */
        Body_plan_config: {
            /**
             * Effect
             * @description Ask the twin, where routing would change: takes some seconds.
             * @default false
             */
            effect?: boolean;
            /** File */
            file: string;
            /**
             * Prune
             * @description Retire what is in force and not in the files.
             * @default false
             */
            prune?: boolean;
        };
        /** Body_upload_file */
        Body_upload_file: {
            /** File */
            file: string;
        };
        /** Body_upload_picture */
        Body_upload_picture: {
            /** File */
            file: string;
        };
        /** BodyShown */
        BodyShown: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
        };
        /**
         * BranchShown
         * @description One that may stand below another, as a branch of a tree.
         */
        BranchShown: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Parent */
            parent: string | null;
            /** Slug */
            slug: string;
        };
        /** BrandShown */
        BrandShown: {
            /** Color */
            color: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
        };
        /** BroadcastList */
        BroadcastList: {
            /** Items */
            items: components["schemas"]["BroadcastShown"][];
        };
        /** BroadcastShown */
        BroadcastShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["Named"];
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /** Teams */
            teams: string[];
            /** Text */
            text: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /** Urgent */
            urgent: boolean;
        };
        /**
         * BroadcastWanted
         * @description No teams: to everybody. It stands above the agents' work for so many minutes.
         */
        BroadcastWanted: {
            /**
             * Minutes
             * @default 60
             */
            minutes?: number;
            /**
             * Teams
             * @default []
             */
            teams?: string[];
            /** Text */
            text: string;
            /**
             * Urgent
             * @default false
             */
            urgent?: boolean;
        };
        /** BulkDone */
        BulkDone: {
            /** Items */
            items: components["schemas"]["BulkItem"][];
        };
        /**
         * BulkItem
         * @description `code` and `detail` say why it was not done.
         */
        BulkItem: {
            /**
             * Code
             * @default
             */
            code: string;
            /**
             * Detail
             * @default
             */
            detail: string;
            /** Done */
            done: boolean;
            /** Id */
            id: string;
        };
        /**
         * BulkWanted
         * @description Only the fields of its `do` count.
         */
        BulkWanted: {
            /**
             * Add
             * @default []
             */
            add?: string[];
            /**
             * Agent
             * @default
             */
            agent?: string;
            /**
             * Disposition
             * @default
             */
            disposition?: string;
            /**
             * Do
             * @enum {string}
             */
            do: "take" | "assign" | "release" | "priority" | "tag" | "kind" | "snooze" | "pend" | "resolve" | "reopen" | "transfer" | "read" | "unread";
            /** Ids */
            ids: string[];
            /**
             * Kind
             * @default
             */
            kind?: string;
            /**
             * Note
             * @default
             */
            note?: string;
            /**
             * Priority
             * @default 3
             */
            priority?: number;
            /**
             * Queue
             * @default
             */
            queue?: string;
            /**
             * Reason
             * @default
             */
            reason?: string;
            /**
             * Remove
             * @default []
             */
            remove?: string[];
            /** Until */
            until?: string | null;
        };
        /**
         * Callback
         * @description The number to call, E.164 and as it is read, and the earliest moment, if one was agreed.
         */
        Callback: {
            /** Not Before */
            not_before: string | null;
            /** Number */
            number: string;
            /** Shown */
            shown: string;
        };
        /**
         * CallbackKept
         * @description The interaction that is the callback: the same one where it was still open.
         */
        CallbackKept: {
            /** Interaction */
            interaction: string;
        };
        /**
         * CallbackWanted
         * @description A telephone number as it is written in the brand's country, or with + and the country's code.
         */
        CallbackWanted: {
            /** Not Before */
            not_before?: string | null;
            /** Number */
            number: string;
        };
        /** CallBegun */
        CallBegun: {
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Interaction */
            interaction: string;
        };
        /** CallEntries */
        CallEntries: {
            about: components["schemas"]["Told"];
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["CallEntry"][];
            /** More */
            more: boolean;
            /**
             * Of
             * @enum {string}
             */
            of: "calls" | "incoming" | "outgoing" | "offered" | "answered" | "in_time" | "late" | "level_base" | "three_minutes" | "three_minutes_base" | "abandoned" | "abandoned_long" | "in_menu" | "in_queue" | "in_ringing" | "short" | "contained" | "callbacks" | "messages" | "refused" | "talked" | "held" | "transferred" | "reached" | "people" | "false_machines" | "to_record" | "recorded" | "unrecorded";
        };
        /**
         * CallEntry
         * @description One call behind a number. `lost`: where he gave up (menu, queue, ringing); `number` and `customer` are there for
         *     who may read the conversation.
         */
        CallEntry: {
            /** Agent */
            agent: string;
            /** Became */
            became: string;
            /**
             * Began
             * Format: date-time
             */
            began: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Direction */
            direction: string;
            /** Held Seconds */
            held_seconds: number;
            /** Interaction */
            interaction: string;
            /** Judged */
            judged: string;
            /** Lost */
            lost: string;
            /** Number */
            number: number | null;
            /** Queue */
            queue: string;
            /** Recording */
            recording: string;
            /** Talk Seconds */
            talk_seconds: number;
            /** Transfers */
            transfers: number;
            /** Waited Seconds */
            waited_seconds: number;
        };
        /**
         * Caller
         * @description Somebody the number is of, with what is open with him and what was promised to him.
         */
        Caller: {
            /** Brand */
            brand: string;
            /** Commitments */
            commitments: components["schemas"]["CommitmentShown"][];
            customer: components["schemas"]["CustomerBrief"];
            /** Open */
            open: components["schemas"]["Row"][];
        };
        /**
         * CallHit
         * @description `at_ms`: where in the recording it is said.
         */
        CallHit: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** At Ms */
            at_ms: number;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["Named"];
            /** Number */
            number: number;
            /** Queue */
            queue: string;
            /** Recording */
            recording: string;
            /** Snippet */
            snippet: components["schemas"]["SpokenStretch"][];
            /** Status */
            status: string;
        };
        /**
         * CallLine
         * @description Calls of one queue; the empty one is the menu's.
         */
        CallLine: {
            before: components["schemas"]["CallNumbers"] | null;
            /** Name */
            name: string;
            now: components["schemas"]["CallNumbers"];
            /** Queue */
            queue: string;
        };
        /** CallList */
        CallList: {
            /** Items */
            items: components["schemas"]["CallView"][];
        };
        /**
         * CallNumbers
         * @description Shares in percent, means in seconds; none: nothing to measure. A dataclass: it is what the API answers too.
         */
        CallNumbers: {
            /** Abandoned */
            abandoned: number;
            /** Abandoned Long */
            abandoned_long: number;
            /** Abandoned Long Pct */
            abandoned_long_pct: number | null;
            /** Abandoned Pct */
            abandoned_pct: number | null;
            /** Answered */
            answered: number;
            /** Asa From Ring S */
            asa_from_ring_s: number | null;
            /** Asa S */
            asa_s: number | null;
            /** Callbacks */
            callbacks: number;
            /** Contained */
            contained: number;
            /** False Machines */
            false_machines: number;
            /** False Machines Pct */
            false_machines_pct: number | null;
            /** Fastest 95 From Ring S */
            fastest_95_from_ring_s: number | null;
            /** Fastest 95 S */
            fastest_95_s: number | null;
            /** Handle S */
            handle_s: number | null;
            /** Held */
            held: number;
            /** Held Pct */
            held_pct: number | null;
            /** Hold S */
            hold_s: number | null;
            /** In Menu */
            in_menu: number;
            /** In Menu Pct */
            in_menu_pct: number | null;
            /** In Queue */
            in_queue: number;
            /** In Queue Pct */
            in_queue_pct: number | null;
            /** In Ringing */
            in_ringing: number;
            /** In Ringing Pct */
            in_ringing_pct: number | null;
            /** In Time */
            in_time: number;
            /** Incoming */
            incoming: number;
            /** Level Base */
            level_base: number;
            /** Level Of Answered Pct */
            level_of_answered_pct: number | null;
            /** Level Of Offered Pct */
            level_of_offered_pct: number | null;
            /** Level With Quick Pct */
            level_with_quick_pct: number | null;
            /** Level Without Quick Pct */
            level_without_quick_pct: number | null;
            /** Longest S */
            longest_s: number | null;
            /** Messages */
            messages: number;
            /** Offered */
            offered: number;
            /** Outgoing */
            outgoing: number;
            /** People */
            people: number;
            /** Reached */
            reached: number;
            /** Reached Pct */
            reached_pct: number | null;
            /** Recorded */
            recorded: number;
            /** Recorded Pct */
            recorded_pct: number | null;
            /** Refused */
            refused: number;
            /** Service Level Pct */
            service_level_pct: number | null;
            /** Short */
            short: number;
            /** Talk S */
            talk_s: number | null;
            /** Talked */
            talked: number;
            /** Three Minutes */
            three_minutes: number;
            /** Three Minutes Base */
            three_minutes_base: number;
            /** Three Minutes From Ring Pct */
            three_minutes_from_ring_pct: number | null;
            /** Three Minutes Pct */
            three_minutes_pct: number | null;
            /** To Record */
            to_record: number;
            /** Transferred */
            transferred: number;
            /** Transferred Pct */
            transferred_pct: number | null;
            /** Wait P50 S */
            wait_p50_s: number | null;
            /** Wait P90 S */
            wait_p90_s: number | null;
            /** Wrap S */
            wrap_s: number | null;
        };
        /**
         * CallReport
         * @description `seconds` is what in time means; `recovery`: of calls nobody took in them, how many reached us after all.
         */
        CallReport: {
            about: components["schemas"]["Told"];
            before: components["schemas"]["CallNumbers"] | null;
            /** Queues */
            queues: components["schemas"]["CallLine"][];
            recovery: components["schemas"]["RecoveryShown"];
            /** Seconds */
            seconds: number;
            total: components["schemas"]["CallNumbers"];
        };
        /**
         * CallsExport
         * @description What to take along: the numbers queue by queue, or the calls of a set one by one.
         */
        CallsExport: {
            /**
             * Of
             * @default calls
             * @enum {string}
             */
            of?: "calls" | "incoming" | "outgoing" | "offered" | "answered" | "in_time" | "late" | "level_base" | "three_minutes" | "three_minutes_base" | "abandoned" | "abandoned_long" | "in_menu" | "in_queue" | "in_ringing" | "short" | "contained" | "callbacks" | "messages" | "refused" | "talked" | "held" | "transferred" | "reached" | "people" | "false_machines" | "to_record" | "recorded" | "unrecorded";
            /** Queue */
            queue?: string | null;
            /**
             * Seconds
             * @default 20
             */
            seconds?: number;
            /** Since */
            since: string;
            /**
             * Until
             * @default
             */
            until?: string;
            /**
             * What
             * @enum {string}
             */
            what: "queues" | "calls";
        };
        /** CallShown */
        CallShown: {
            /** Assistant */
            assistant: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Cost */
            cost: number;
            /** Id */
            id: string;
            /** Model */
            model: string;
            /** Ms */
            ms: number;
            /** Outcome */
            outcome: string;
            /** Purpose */
            purpose: string;
            /** Tokens In */
            tokens_in: number;
            /** Tokens Out */
            tokens_out: number;
        };
        /**
         * CallTexts
         * @description With what was said, as far as it is still kept.
         */
        CallTexts: {
            /** Answered */
            answered: string;
            /** Asked */
            asked: string;
            /** Assistant */
            assistant: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Cost */
            cost: number;
            /** Id */
            id: string;
            /** Model */
            model: string;
            /** Ms */
            ms: number;
            /** Outcome */
            outcome: string;
            /** Purpose */
            purpose: string;
            /** Tokens In */
            tokens_in: number;
            /** Tokens Out */
            tokens_out: number;
        };
        /**
         * CallView
         * @description `state`: waiting (nobody of us is with him), dialling, talking, held, ended. `my_leg`: the viewer's own place in
         *     it, empty when he has none. `number` is E.164, `shown` as it is read, or as it was received where it is no number
         *     that can be called. `diverted`: the number called first, where the call was diverted to ours. `attestation`: A, B,
         *     C, or empty where nobody vouches for the number; `verified` as checked on the way in.
         */
        CallView: {
            /** Answerer */
            answerer: string;
            /** Attestation */
            attestation: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Connected At */
            connected_at: string | null;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /**
             * Direction
             * @enum {string}
             */
            direction: "in" | "out";
            /** Diverted */
            diverted: string;
            /** Engine */
            engine: string;
            /** Hand */
            hand: boolean;
            /** Interaction */
            interaction: string;
            /** Legs */
            legs: components["schemas"]["LegShown"][];
            /** Monitors */
            monitors: components["schemas"]["MonitorNow"][];
            /** My Leg */
            my_leg: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Organization */
            organization: string;
            /** Queue */
            queue: string;
            recording: components["schemas"]["RecordingNow"];
            /** Shown */
            shown: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "dialling" | "talking" | "held" | "ended";
            /** Verified */
            verified: boolean | null;
            /** Vip */
            vip: boolean;
            /** Withheld */
            withheld: boolean;
        };
        /**
         * CallWanted
         * @description `customer` where it is known who it is; else whoever has the number, or a new customer called `name`.
         *
         *     `conversation`: an id, `new`, or empty for the one that is open. `began` and `ended` are of a call written down
         *     afterwards, with its outcome.
         */
        CallWanted: {
            /**
             * Agent
             * @default
             */
            agent?: string;
            /** Began */
            began?: string | null;
            /**
             * Brand
             * @default
             */
            brand?: string;
            /**
             * Conversation
             * @default
             */
            conversation?: string;
            /**
             * Customer
             * @default
             */
            customer?: string;
            /**
             * Direction
             * @default in
             * @enum {string}
             */
            direction?: "in" | "out";
            /** Ended */
            ended?: string | null;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Number
             * @default
             */
            number?: string;
            outcome?: components["schemas"]["OutcomeWanted"] | null;
            /**
             * Queue
             * @default
             */
            queue?: string;
        };
        /** CanaryList */
        CanaryList: {
            /** Items */
            items: components["schemas"]["CanaryShown"][];
        };
        /**
         * CanaryShown
         * @description `kind`: intent, reason, term or volume; `about` its slug, or the channel. `usual`: how many would have been in
         *     `minutes`. `again`: how often the same was noticed in the month before. `state`: up, over or dismissed.
         */
        CanaryShown: {
            /** About */
            about: string;
            /** Again */
            again: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Brand */
            brand: string;
            /** Conversations */
            conversations: components["schemas"]["BehindCanary"][];
            /** Count */
            count: number;
            /** Customers */
            customers: number;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Minutes */
            minutes: number;
            /** Notice */
            notice: string;
            /** State */
            state: string;
            /** Usual */
            usual: number;
            /** Words */
            words: string[];
        };
        /**
         * Candidate
         * @description An agent; `fits` is whether he could be asked now, `reasons` why not. `key` orders those who could.
         */
        Candidate: {
            agent: components["schemas"]["Named"];
            /** Capacity */
            capacity: number;
            /** Fits */
            fits: boolean;
            /** Key */
            key: number[];
            /** Load */
            load: number;
            /** Reasons */
            reasons: string[];
            /** State */
            state: string;
        };
        /** CaseShown */
        CaseShown: {
            /** Answer */
            answer: string;
            /**
             * Before
             * @enum {string}
             */
            before: "" | "passed" | "failed";
            /** Does */
            does: string;
            /** Intent */
            intent: string;
            /** Source */
            source: string;
            /** Text */
            text: string;
            /** Wrong */
            wrong: string[];
        };
        /**
         * Catalog
         * @description Everything that has a name and can be chosen.
         */
        Catalog: {
            /** Agents */
            agents: components["schemas"]["AgentShown"][];
            /** Brands */
            brands: components["schemas"]["BrandShown"][];
            /** Channels */
            channels: components["schemas"]["ChannelShown"][];
            /** Decisions */
            decisions: components["schemas"]["GrantShown"][];
            /** Dispositions */
            dispositions: components["schemas"]["DispositionShown"][];
            /** Endpoints */
            endpoints: components["schemas"]["EndpointShown"][];
            /** Fields */
            fields: components["schemas"]["FieldShown"][];
            /** Pauses */
            pauses: components["schemas"]["WorkedChoice"][];
            /** Queues */
            queues: components["schemas"]["QueueShown"][];
            /** Reasons */
            reasons: components["schemas"]["BranchShown"][];
            /** Skills */
            skills: components["schemas"]["Choice"][];
            /** Tags */
            tags: components["schemas"]["TagShown"][];
            /** Teams */
            teams: components["schemas"]["Choice"][];
        };
        /** CentreShown */
        CentreShown: {
            /** Demo */
            demo: boolean;
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** Time Zone */
            time_zone: string;
        };
        /**
         * Change
         * @description What putting it in force would change: of a document, or of a person (`kind` user). `stale`: it has been
         *     changed by somebody else since.
         */
        Change: {
            /** Changes */
            changes: components["schemas"]["ChangeShown"][];
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** New */
            new: boolean;
            /** Slug */
            slug: string;
            /** Stale */
            stale: boolean;
        };
        /** Changes */
        Changes: {
            /** Changes */
            changes: components["schemas"]["ChangeShown"][];
        };
        /**
         * ChangeShown
         * @description `from` and `to` as JSON; null where the field was not there.
         */
        ChangeShown: {
            /** From */
            from: unknown;
            /** Path */
            path: string;
            /** To */
            to: unknown;
        };
        /** ChannelShown */
        ChannelShown: {
            /** Name */
            name: string;
            traits: components["schemas"]["Traits"];
        };
        /** ChatGiven */
        ChatGiven: {
            /**
             * Color
             * @default
             */
            color?: string;
            /** Name */
            name: string;
        };
        /**
         * Choice
         * @description A document to choose, by slug.
         */
        Choice: {
            /** Name */
            name: string;
            /** Slug */
            slug: string;
        };
        /** ChoiceShown */
        ChoiceShown: {
            /** Id */
            id: string;
            /** Key */
            key: string;
            /** Label */
            label: string;
        };
        /** CodeSaid */
        CodeSaid: {
            /** Code */
            code: string;
        };
        /** CodeSent */
        CodeSent: {
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /** CodeWanted */
        CodeWanted: {
            /** Identity */
            identity: string;
        };
        /** CollectionLine */
        CollectionLine: {
            /** Articles */
            articles: number;
            /** Brands */
            brands: string[];
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Public */
            public: boolean;
            /** Slug */
            slug: string;
        };
        /** CommentShown */
        CommentShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** At Ms */
            at_ms: number;
            author: components["schemas"]["Named"];
            /** Id */
            id: string;
            /** Mine */
            mine: boolean;
            /** Text */
            text: string;
        };
        /** CommentWanted */
        CommentWanted: {
            /** At Ms */
            at_ms: number;
            /** Text */
            text: string;
        };
        /**
         * CommitmentAltered
         * @description Only what is given changes; `due: null` takes the date away.
         */
        CommitmentAltered: {
            /** Due */
            due?: string | null;
            /** Owner */
            owner?: string | null;
            /** Text */
            text?: string | null;
        };
        /** CommitmentList */
        CommitmentList: {
            /** Items */
            items: components["schemas"]["CommitmentShown"][];
        };
        /**
         * CommitmentShown
         * @description A promise to a customer, or a task. `overdue`: open, its date has passed; `source`: the message it is from.
         */
        CommitmentShown: {
            /** Conversation */
            conversation: string | null;
            customer: components["schemas"]["CustomerBrief"];
            /** Due */
            due: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "promise" | "task";
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            made_by: components["schemas"]["Named"] | null;
            /** Number */
            number: number | null;
            /** Overdue */
            overdue: boolean;
            owner: components["schemas"]["Named"] | null;
            /** Source */
            source: string;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "kept" | "withdrawn";
            /** Text */
            text: string;
        };
        /**
         * CommitmentWanted
         * @description For a conversation's customer, or for a customer alone. Without an owner it is anybody's.
         */
        CommitmentWanted: {
            /**
             * Conversation
             * @default
             */
            conversation?: string;
            /**
             * Customer
             * @default
             */
            customer?: string;
            /** Due */
            due?: string | null;
            /**
             * Kind
             * @default promise
             * @enum {string}
             */
            kind?: "promise" | "task";
            /**
             * Owner
             * @default
             */
            owner?: string;
            /**
             * Source
             * @default
             */
            source?: string;
            /** Text */
            text: string;
        };
        /**
         * CompanySuggestion
         * @description The company of his mail domain; without an id there is none yet.
         */
        CompanySuggestion: {
            /** Domain */
            domain: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * ConfigLine
         * @description One document: added, changed (with its fields, old and new) or retired. `version` is the one in force.
         */
        ConfigLine: {
            /** Changes */
            changes: components["schemas"]["ChangeShown"][];
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
            /** Version */
            version: number;
            /**
             * What
             * @enum {string}
             */
            what: "added" | "changed" | "retired";
        };
        /**
         * ConfigPlan
         * @description `token` names the plan; `same` documents stay as they are. `routes`: it changes what decides who gets what.
         *     `no_effect` says why there is no prediction: problems_first, routing_stays, nobody_works_here, or a reason.
         */
        ConfigPlan: {
            effect: components["schemas"]["Effect"] | null;
            /** Lines */
            lines: components["schemas"]["ConfigLine"][];
            /** No Effect */
            no_effect: string;
            /** Objections */
            objections: components["schemas"]["Objection"][];
            /** Possible */
            possible: boolean;
            /** Routes */
            routes: boolean;
            /** Same */
            same: number;
            /** Token */
            token: string;
        };
        /**
         * Confirmation
         * @description A mail to the address on file, ready to be completed and sent.
         */
        Confirmation: {
            /** Endpoint */
            endpoint: string;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
        };
        /** Confusion */
        Confusion: {
            /** Count */
            count: number;
            /** Examples */
            examples: string[];
            /** Slug */
            slug: string;
            /** Taken For */
            taken_for: string;
        };
        /** Confusions */
        Confusions: {
            /** Items */
            items: components["schemas"]["Confusion"][];
        };
        /** Consents */
        Consents: {
            /** Items */
            items: components["schemas"]["ConsentShown"][];
        };
        /**
         * ConsentShown
         * @description What a caller was told about being recorded, and what he answered: informed, yes or no.
         */
        ConsentShown: {
            /** Answer */
            answer: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Said */
            said: string;
            /** Text */
            text: string;
            /** Version */
            version: string;
            /** What */
            what: string;
        };
        /**
         * Conversation
         * @description One conversation but for its timeline.
         */
        Conversation: {
            agent: components["schemas"]["Named"] | null;
            /** Brand */
            brand: string;
            /** Channel */
            channel: string;
            customer: components["schemas"]["CustomerBrief"];
            /** Disposition */
            disposition: string;
            /** Due At */
            due_at: string | null;
            /** Endpoints */
            endpoints: components["schemas"]["ReplyOption"][];
            /** Hand Raised At */
            hand_raised_at: string | null;
            /** Id */
            id: string;
            interaction: components["schemas"]["InteractionBrief"] | null;
            /** Interactions */
            interactions: components["schemas"]["InteractionDetail"][];
            /** Kind */
            kind: string;
            /** Language */
            language: string;
            /** Last */
            last: number;
            /** Last Author */
            last_author: string;
            /** Last Line */
            last_line: string;
            /** Number */
            number: number;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Policy */
            policy: string;
            /** Previous */
            previous: string | null;
            /** Priority */
            priority: number;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
            /** Reply Endpoint */
            reply_endpoint: string | null;
            /** Resolve Due */
            resolve_due: string | null;
            /** Snoozed Until */
            snoozed_until: string | null;
            /** Status */
            status: string;
            /** Subject */
            subject: string;
            /** Tags */
            tags: string[];
            /**
             * Touched At
             * Format: date-time
             */
            touched_at: string;
            /** Unread */
            unread: boolean;
            /** Viewers */
            viewers: components["schemas"]["Named"][];
            /** Waiting Since */
            waiting_since: string | null;
        };
        /**
         * ConversationWanted
         * @description A new conversation begun by us: a customer we know, or an address.
         */
        ConversationWanted: {
            /**
             * Address
             * @default
             */
            address?: string;
            /** Client Id */
            client_id: string;
            /**
             * Customer
             * @default
             */
            customer?: string;
            /** Endpoint */
            endpoint: string;
            /**
             * Files
             * @default []
             */
            files?: string[];
            /**
             * Html
             * @default
             */
            html?: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Queue
             * @default
             */
            queue?: string;
            /**
             * Subject
             * @default
             */
            subject?: string;
            /** Text */
            text: string;
        };
        /**
         * Counts
         * @description Each counts to 1000 at most.
         */
        Counts: {
            /** All */
            all: number;
            /** Mentions */
            mentions: number;
            /** Mine */
            mine: number;
            /** Mine Unread */
            mine_unread: number;
            /** Pending */
            pending: number;
            /** Resolved */
            resolved: number;
            /** Snoozed */
            snoozed: number;
            /**
             * Team
             * @default 0
             */
            team: number;
            /** Unassigned */
            unassigned: number;
        };
        /**
         * CountsOfViews
         * @description How many each has, at most 1000, by id.
         */
        CountsOfViews: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
        };
        /**
         * CountsShown
         * @description `live` is how many are in the flow now, whatever version each keeps.
         */
        CountsShown: {
            /** Live */
            live: number;
            /** Nodes */
            nodes: {
                [key: string]: components["schemas"]["NodeCount"];
            };
            /** Version */
            version: number;
        };
        /** Credentials */
        Credentials: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * Customer
         * @description A person: `id` is the customer the others are linked to. `hidden`: fields on file that are not shown, because
         *     they are asked for to verify him.
         */
        Customer: {
            /** Brand */
            brand: string;
            company: components["schemas"]["Named"] | null;
            /** Fields */
            fields: {
                [key: string]: string;
            };
            /** Hidden */
            hidden: string[];
            /** Id */
            id: string;
            /** Identities */
            identities: components["schemas"]["Identity"][];
            /** Language */
            language: string;
            /** Linked */
            linked: components["schemas"]["Linked"][];
            /** Name */
            name: string;
            /** Notes */
            notes: string;
            /** Open Conversations */
            open_conversations: components["schemas"]["Row"][];
            /** Organization */
            organization: string;
            /** Preferred Channel */
            preferred_channel: string;
            /** Preferred Language */
            preferred_language: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
            /** Stated */
            stated: components["schemas"]["StatedAddress"][];
            verified: components["schemas"]["Verified"] | null;
            /** Vip */
            vip: boolean;
        };
        /** CustomerBrief */
        CustomerBrief: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Organization */
            organization: string;
            /** Vip */
            vip: boolean;
        };
        /** CustomerLine */
        CustomerLine: {
            /** Brand */
            brand: string;
            /** Channels */
            channels: string[];
            /** Id */
            id: string;
            /** Language */
            language: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Name */
            name: string;
            /** Organization */
            organization: string;
            /** Vip */
            vip: boolean;
        };
        /**
         * CustomerWanted
         * @description Only what is given changes; a custom field with an empty value is removed. A company's name is the company of
         *     that name, made if there is none.
         */
        CustomerWanted: {
            /** Fields */
            fields?: {
                [key: string]: string;
            } | null;
            /** Language */
            language?: string | null;
            /** Name */
            name?: string | null;
            /** Notes */
            notes?: string | null;
            /** Organization */
            organization?: string | null;
            /** Preferred Channel */
            preferred_channel?: string | null;
            /** Preferred Language */
            preferred_language?: string | null;
        };
        /**
         * DayHeld
         * @description `entries` into queues.
         */
        DayHeld: {
            /** Day */
            day: string;
            /** Entries */
            entries: number;
        };
        /**
         * DayShown
         * @description `cost` in millionths of a cent; `day` as 2026-11-22.
         */
        DayShown: {
            /** Calls */
            calls: number;
            /** Cost */
            cost: number;
            /** Day */
            day: string;
            /** Failed */
            failed: number;
            /** Tokens */
            tokens: number;
        };
        /**
         * DaysWanted
         * @description From now.
         */
        DaysWanted: {
            /** Days */
            days: number;
        };
        /**
         * DecisionRow
         * @description `state`: asked, made, refused or withdrawn. `mine`: the viewer may decide it now.
         */
        DecisionRow: {
            agent: components["schemas"]["Named"];
            /** Amount */
            amount: number;
            /** Answered */
            answered: string;
            /** Asked */
            asked: string;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["Named"];
            /** Decided At */
            decided_at: string | null;
            decided_by: components["schemas"]["Named"] | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Mine */
            mine: boolean;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Number */
            number: number;
            /** State */
            state: string;
            /** Unit */
            unit: string;
        };
        /**
         * DeliveryLine
         * @description `due` is when it is tried again; `body` what is sent.
         */
        DeliveryLine: {
            /** Answer */
            answer: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Due */
            due: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Seq */
            seq: number;
            /** State */
            state: string;
            /** Tries */
            tries: number;
            /** Webhook */
            webhook: string;
        };
        /**
         * DemoState
         * @description `state`: none, loading, ready or removing; `done` from 0 to 1; `here`: this centre is the demo; `leave`: there is
         *     somewhere to go back to.
         */
        DemoState: {
            /**
             * Done
             * @default 0
             */
            done: number;
            /**
             * Here
             * @default false
             */
            here: boolean;
            /**
             * Leave
             * @default false
             */
            leave: boolean;
            /**
             * Live
             * @default false
             */
            live: boolean;
            /** State */
            state: string;
        };
        /**
         * DeskPhoneShown
         * @description What is typed into it. `password` only where it was asked for; `ready`: it is registered now.
         */
        DeskPhoneShown: {
            /** Name */
            name: string;
            /**
             * Password
             * @default
             */
            password: string;
            /**
             * Ready
             * @default false
             */
            ready: boolean;
            /** Server */
            server: string;
        };
        /** Dialled */
        Dialled: {
            /** Conversation */
            conversation: string;
            /** Interaction */
            interaction: string;
        };
        /**
         * DialWanted
         * @description A number `to` call, or a `callback` in my hands (an interaction). `conversation`: what it is about; empty: what
         *     is open with him, or a new one.
         */
        DialWanted: {
            /**
             * Callback
             * @default
             */
            callback?: string;
            /**
             * Conversation
             * @default
             */
            conversation?: string;
            /**
             * Customer
             * @default
             */
            customer?: string;
            to?: components["schemas"]["TargetWanted"] | null;
            /**
             * Video
             * @default false
             */
            video?: boolean;
        };
        /**
         * DispositionShown
         * @description `note_required`: ending so asks for a word.
         */
        DispositionShown: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Note Required */
            note_required: boolean;
            /** Parent */
            parent: string | null;
            /** Slug */
            slug: string;
        };
        /** DocumentBody */
        DocumentBody: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Kind */
            kind: string;
            /** Slug */
            slug: string;
        };
        /** DocumentLine */
        DocumentLine: {
            /** Draft */
            draft: boolean;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Published At */
            published_at: string | null;
            /** Retired */
            retired: boolean;
            /** Slug */
            slug: string;
            /** Summary */
            summary: string;
            /** Version */
            version: number;
        };
        /** DocumentRef */
        DocumentRef: {
            /** Kind */
            kind: string;
            /** Slug */
            slug: string;
        };
        /** Documents */
        Documents: {
            /** Items */
            items: components["schemas"]["DocumentLine"][];
        };
        /**
         * DocumentShown
         * @description `version` 0 and an empty body: never published. `etag` is what the next change must be matched with.
         */
        DocumentShown: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            draft: components["schemas"]["DraftShown"] | null;
            /** Etag */
            etag: string;
            /** Kind */
            kind: string;
            /** Published At */
            published_at: string | null;
            /** Retired */
            retired: boolean;
            /** Slug */
            slug: string;
            /** Version */
            version: number;
        };
        /** DoneShown */
        DoneShown: {
            /** Do */
            do: string;
            /** Value */
            value: string;
        };
        /** Draft */
        Draft: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cc */
            cc: string[];
            /** Channel */
            channel: string;
            /** Files */
            files: components["schemas"]["FileName"][];
            /** Marked */
            marked: boolean;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
        };
        /** DraftGiven */
        DraftGiven: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
        };
        /** DraftShown */
        DraftShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Base */
            base: number;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** By */
            by: string;
            /** Etag */
            etag: string;
        };
        /**
         * DraftWanted
         * @description `cc` are addresses as they are typed: an unfinished one is kept too, sending checks them.
         */
        DraftWanted: {
            /**
             * Cc
             * @default []
             */
            cc?: string[];
            /**
             * Channel
             * @default
             */
            channel?: string;
            /**
             * Files
             * @default []
             */
            files?: string[];
            /**
             * Marked
             * @default false
             */
            marked?: boolean;
            /**
             * Subject
             * @default
             */
            subject?: string;
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /** DropWanted */
        DropWanted: {
            /** Leg */
            leg: string;
        };
        /**
         * EchoMade
         * @description The leg that hears itself.
         */
        EchoMade: {
            /** Engine */
            engine: string;
            /** Leg */
            leg: string;
        };
        /**
         * Edited
         * @description A document as it would be, begun from `version`; 0 is a new one.
         */
        "Edited-Input": {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Kind */
            kind: string;
            /** Slug */
            slug: string;
            /**
             * Version
             * @default 0
             */
            version?: number;
        };
        /**
         * Edited
         * @description A document as it would be, begun from `version`; 0 is a new one.
         */
        "Edited-Output": {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Kind */
            kind: string;
            /** Slug */
            slug: string;
            /**
             * Version
             * @default 0
             */
            version: number;
        };
        /**
         * Effect
         * @description `day` was lived again with and without the change; empty: a made-up day.
         */
        Effect: {
            /** Day */
            day: string;
            /** Notes */
            notes: string[];
            /** Queues */
            queues: components["schemas"]["PredictedQueue"][];
            /** Replications */
            replications: number;
        };
        /**
         * EffectShown
         * @description What happened, in order. `kind`: show, errand, queue, change, answered, alarm, finish.
         */
        EffectShown: {
            /** Asked */
            asked: {
                [key: string]: unknown;
            };
            /** Choices */
            choices: components["schemas"]["ChoiceShown"][];
            /**
             * Does
             * @default
             */
            does: string;
            /**
             * Errand
             * @default
             */
            errand: string;
            /**
             * Expects
             * @default
             */
            expects: string;
            /** Kind */
            kind: string;
            /**
             * Node
             * @default
             */
            node: string;
            /**
             * Outcome
             * @default
             */
            outcome: string;
            /**
             * Queue
             * @default
             */
            queue: string;
            /**
             * Source
             * @default
             */
            source: string;
            /**
             * Text
             * @default
             */
            text: string;
            /**
             * Why
             * @default
             */
            why: string;
        };
        /** Ending */
        Ending: {
            /**
             * How
             * @enum {string}
             */
            how: "taken" | "edited" | "discarded";
        };
        /**
         * EndpointLine
         * @description `status`: ok, failing, off or dry_run.
         */
        EndpointLine: {
            /** Brand */
            brand: string;
            /** Channel */
            channel: string;
            /** Enabled */
            enabled: boolean;
            /** Last In At */
            last_in_at: string | null;
            /** Last Out At */
            last_out_at: string | null;
            /** Name */
            name: string;
            problem: components["schemas"]["ProblemShown"] | null;
            /** Slug */
            slug: string;
            /** Status */
            status: string;
        };
        /** Endpoints */
        Endpoints: {
            /** Items */
            items: components["schemas"]["EndpointLine"][];
        };
        /** EndpointShown */
        EndpointShown: {
            /** Address */
            address: string;
            /** Brand */
            brand: string;
            /** Channel */
            channel: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
        };
        /**
         * Entries
         * @description The entries in one set; `more` when there are others beyond the first few hundred.
         */
        Entries: {
            about: components["schemas"]["Told"];
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["EntryLine"][];
            /** More */
            more: boolean;
            /** Of */
            of: string;
        };
        /**
         * EntryLine
         * @description An entry into a queue. `number` and `customer` are empty for who may not read the conversation.
         */
        EntryLine: {
            /** Agent */
            agent: string;
            /** Agent Name */
            agent_name: string;
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /**
             * Deadline
             * Format: date-time
             */
            deadline: string;
            /**
             * Entered
             * Format: date-time
             */
            entered: string;
            /** Handle S */
            handle_s: number | null;
            /** In Time */
            in_time: boolean;
            /** Interaction */
            interaction: string;
            /** Left */
            left: string | null;
            /** Number */
            number: number | null;
            /** Outcome */
            outcome: string;
            /** Queue */
            queue: string;
            /** Subject */
            subject: string;
            /** Transferred */
            transferred: boolean;
            /** Wait S */
            wait_s: number | null;
        };
        /**
         * ErrandShown
         * @description What is asked of the outside and waits for its outcome.
         */
        ErrandShown: {
            /** Asked */
            asked: {
                [key: string]: unknown;
            };
            /** Does */
            does: string;
            /** Id */
            id: string;
            /** Node */
            node: string;
        };
        /**
         * Estimate
         * @description A mean with its 95 % interval.
         */
        Estimate: {
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Mean */
            mean: number;
        };
        /**
         * EvaluationShown
         * @description A test set with its newest runs. `enough`: the newest one with the present version and model passes.
         */
        EvaluationShown: {
            /** Cases */
            cases: number;
            /** Enough */
            enough: boolean;
            /** Name */
            name: string;
            /**
             * Of
             * @enum {string}
             */
            of: "answers" | "summaries" | "replies";
            /** Pass Percent */
            pass_percent: number;
            /** Runs */
            runs: components["schemas"]["RunShown"][];
            /** Slug */
            slug: string;
            /** Version */
            version: number;
        };
        /**
         * Evenness
         * @description Jain's index over the agents at work in the last hour, in percent: 100 is perfectly even.
         */
        Evenness: {
            /** Agents */
            agents: number;
            /** Hard Percent */
            hard_percent: number;
            /** Occupancy Percent */
            occupancy_percent: number;
        };
        /**
         * EventEntry
         * @description Something that happened, between messages; `data` has `<field>_name` beside ids that have a name.
         */
        EventEntry: {
            actor: components["schemas"]["Who"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Event */
            event: string;
            /** Number */
            number: number;
            /** Seq */
            seq: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "event";
        };
        /** Example */
        Example: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Place */
            place: string;
            /** Text */
            text: string;
        };
        /** ExampleLike */
        ExampleLike: {
            /** Likeness */
            likeness: number;
            /** Slug */
            slug: string;
            /** Text */
            text: string;
        };
        /**
         * Expected
         * @description A wait, from its 25th to its 90th percentile.
         */
        Expected: {
            /** High Ms */
            high_ms: number;
            /** Low Ms */
            low_ms: number;
        };
        /**
         * Explained
         * @description Every agent as the floor saw him when it was that offer's turn.
         */
        Explained: {
            /** Ahead */
            ahead: number;
            /** Candidates */
            candidates: components["schemas"]["Candidate"][];
            /** Excluded */
            excluded: {
                [key: string]: number;
            };
            /** Rule */
            rule: string;
            /** Waiting */
            waiting: number;
        };
        /**
         * ExportAsked
         * @description What to take along: queues, channels (of each queue), half hours, days, agents or entries.
         */
        ExportAsked: {
            /**
             * Agent
             * @default
             */
            agent?: string;
            /** Begins */
            begins?: number | null;
            /**
             * Channel
             * @default
             */
            channel?: string;
            /**
             * Of
             * @default offered
             * @enum {string}
             */
            of?: "offered" | "answered" | "abandoned" | "short" | "moved" | "waiting" | "in_time" | "late" | "level_base" | "handled" | "transferred";
            /**
             * Queue
             * @default
             */
            queue?: string;
            /** Since */
            since: string;
            /**
             * Until
             * @default
             */
            until?: string;
            /**
             * What
             * @enum {string}
             */
            what: "queues" | "channels" | "half" | "day" | "agents" | "entries";
        };
        /** Extra */
        Extra: {
            /** Count */
            count: number;
            /** Like */
            like: string;
        };
        /**
         * FailureShown
         * @description `turn` counts from 1; 0 is the beginning. `text` is in the reader's language.
         */
        FailureShown: {
            /** Text */
            text: string;
            /** Turn */
            turn: number;
        };
        /** FieldChangedShown */
        FieldChangedShown: {
            /** Field */
            field: string;
            /** New */
            new: string;
            /** Old */
            old: string;
            /** Subject */
            subject: string;
        };
        /** FieldProblem */
        FieldProblem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Field */
            field: string;
        };
        /**
         * FieldShown
         * @description A custom field of customers, companies or conversations. No brands: of all of them.
         */
        FieldShown: {
            /** Brands */
            brands: string[];
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Of */
            of: string;
            /** Options */
            options: string[];
            /** Position */
            position: number;
            /** Required */
            required: boolean;
            /** Slug */
            slug: string;
            /** Type */
            type: string;
            /** Verifies */
            verifies: boolean;
        };
        /**
         * FieldsWanted
         * @description Values by slug; an empty one takes the value away.
         */
        FieldsWanted: {
            /** Fields */
            fields: {
                [key: string]: string;
            };
        };
        /**
         * Figures
         * @description Null: there was nothing to measure.
         */
        Figures: {
            abandoned: components["schemas"]["Estimate"];
            abandoned_pct: components["schemas"]["Estimate"] | null;
            answered: components["schemas"]["Estimate"];
            asa_s: components["schemas"]["Estimate"] | null;
            fairness: components["schemas"]["Estimate"] | null;
            handle_s: components["schemas"]["Estimate"] | null;
            occupancy_pct: components["schemas"]["Estimate"] | null;
            offered: components["schemas"]["Estimate"];
            refused: components["schemas"]["Estimate"];
            service_level_pct: components["schemas"]["Estimate"] | null;
            wait_p50_s: components["schemas"]["Estimate"] | null;
            wait_p90_s: components["schemas"]["Estimate"] | null;
        };
        /** FileKept */
        FileKept: {
            /** Content Type */
            content_type: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Size */
            size: number;
            /** Url */
            url: string;
        };
        /**
         * FileName
         * @description A file that is not sent yet.
         */
        FileName: {
            /**
             * Content Type
             * @default
             */
            content_type: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Size
             * @default 0
             */
            size: number;
        };
        /**
         * FindingShown
         * @description `node` is empty for what concerns the whole flow; `field`: which of the node's, where one is to blame.
         */
        FindingShown: {
            /** Code */
            code: string;
            /** Field */
            field: string;
            /** Help */
            help: string;
            /** Node */
            node: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "error" | "warning";
            /** Text */
            text: string;
        };
        /**
         * FindingsShown
         * @description `complete`: it has the shape of a flow, so that it was checked in full and can be tried.
         */
        FindingsShown: {
            /** Complete */
            complete: boolean;
            /** Findings */
            findings: components["schemas"]["FindingShown"][];
        };
        /**
         * FlowGiven
         * @description A flow as it stands on the screen; it need not be right.
         */
        FlowGiven: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Slug */
            slug: string;
        };
        /**
         * FlowLine
         * @description `live`: conversations in it now. `problems` and `warnings` are what the checks say of its newest state.
         */
        FlowLine: {
            /** Brands */
            brands: string[];
            /** Draft */
            draft: boolean;
            /** Languages */
            languages: string[];
            /** Live */
            live: number;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Nodes */
            nodes: number;
            /** Problems */
            problems: number;
            /** Published At */
            published_at: string | null;
            /** Purpose */
            purpose: string;
            /** Retired */
            retired: boolean;
            /** Slug */
            slug: string;
            /** Tests */
            tests: number;
            /** Used By */
            used_by: components["schemas"]["FlowUse"][];
            /** Version */
            version: number;
            /** Warnings */
            warnings: number;
        };
        /** FlowLines */
        FlowLines: {
            /** Items */
            items: components["schemas"]["FlowLine"][];
        };
        /**
         * FlowUse
         * @description By an address on a channel, or by another flow.
         */
        FlowUse: {
            /** Channel */
            channel: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
        };
        /** Formatted */
        Formatted: {
            /** Html */
            html: string;
        };
        /**
         * Found
         * @description What was found in each group; a group not asked for is empty. `behind`: facts still to be indexed.
         */
        Found: {
            /** Behind */
            behind: number;
            /** Calls */
            calls: components["schemas"]["CallHit"][];
            /** Conversations */
            conversations: components["schemas"]["Row"][];
            customers: components["schemas"]["Page_CustomerLine_"];
            messages: components["schemas"]["Page_MessageHit_"];
            /** Organizations */
            organizations: components["schemas"]["OrganizationHit"][];
            /** Understood */
            understood: components["schemas"]["Understanding"][];
        };
        /**
         * Gain
         * @description Percent of handling time, or points of service level; above 0 the match is better.
         */
        Gain: {
            /** Estimate */
            estimate: number;
            /** High */
            high: number;
            /** Low */
            low: number;
        };
        /**
         * Gap
         * @description Questions that are one: by their stems. `article`: what they found, though it did not answer.
         */
        Gap: {
            /** Article */
            article: string;
            /** Count */
            count: number;
            /** Examples */
            examples: components["schemas"]["Example"][];
            /** Language */
            language: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Places */
            places: string[];
            /** Text */
            text: string;
            /** Words */
            words: string;
        };
        /** GapDone */
        GapDone: {
            /** Words */
            words: string;
        };
        /** Gaps */
        Gaps: {
            /** Often */
            often: components["schemas"]["OftenAsked"][];
            /** Searched */
            searched: components["schemas"]["Gap"][];
            /** Unhelpful */
            unhelpful: components["schemas"]["Unhelpful"][];
        };
        /**
         * Grantable
         * @description Something that can be granted: `limit` is how far the viewer decides alone, in hundredths of the unit.
         */
        Grantable: {
            /** Description */
            description: string;
            /** Limit */
            limit: number;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
            /** Unit */
            unit: string;
            /** Verify */
            verify: boolean;
        };
        /**
         * GrantShown
         * @description Something that can be granted; amounts are in hundredths of `unit`.
         */
        GrantShown: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
            /** Unit */
            unit: string;
        };
        /**
         * GrantWanted
         * @description `amount` in hundredths of the unit.
         */
        GrantWanted: {
            /** Amount */
            amount: number;
            /** Kind */
            kind: string;
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /**
         * Ground
         * @description What a question starts from. `days`: past dates with work in them, newest first.
         */
        Ground: {
            /** Days */
            days: components["schemas"]["DayHeld"][];
            /** People */
            people: components["schemas"]["PersonThere"][];
            /** Shifts */
            shifts: components["schemas"]["Shift-Output"][];
            /** Streams */
            streams: components["schemas"]["Stream-Output"][];
            /** Time Zone */
            time_zone: string;
        };
        /**
         * Guarantee
         * @description `checked` counts how often it was looked at, `violations` how often it did not hold; `last` are the newest of
         *     those the reader may see. `tests` show it before every release.
         */
        Guarantee: {
            /** Checked */
            checked: number;
            /** How */
            how: string;
            /** Last */
            last: components["schemas"]["Shown"][];
            /** Meaning */
            meaning: string;
            /** Name */
            name: string;
            /** Tests */
            tests: string[];
            /** Title */
            title: string;
            /** Violations */
            violations: number;
        };
        /**
         * Guarantees
         * @description `facts` were checked since `since`, up to `seq`, written at `at`; the log ends at `head`.
         */
        Guarantees: {
            again: components["schemas"]["Rechecking"];
            /** At */
            at: string | null;
            /** Facts */
            facts: number;
            /** Head */
            head: number;
            /** Items */
            items: components["schemas"]["Guarantee"][];
            /** Seq */
            seq: number;
            /** Since */
            since: string | null;
        };
        /** Handled */
        Handled: {
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Interaction */
            interaction: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * HandoffWhy
         * @description Why it went to people: asked, unsure, failed, flow, or a reason's slug.
         */
        HandoffWhy: {
            /** Count */
            count: number;
            /** Why */
            why: string;
        };
        /**
         * HandUp
         * @description An agent asks for help with a conversation.
         */
        HandUp: {
            /** Agent */
            agent: string;
            /** Agent Name */
            agent_name: string;
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Number */
            number: number;
            /** Queue */
            queue: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * HappenedShown
         * @description What followed one thing that was heard: its nodes in order, and where it stood then. `at`: local time.
         */
        HappenedShown: {
            /** At */
            at: string;
            /** Effects */
            effects: components["schemas"]["EffectShown"][];
            /** Heard */
            heard: string;
            /** Passed */
            passed: string[];
            /** Standing */
            standing: string;
        };
        /**
         * Health
         * @description `status`: ok, draining, opening while it starts, or store when the database does not answer.
         */
        Health: {
            /** Status */
            status: string;
        };
        /**
         * HealthItem
         * @description `value` is a figure or an age in `unit`: bytes, seconds, count, ms (a moment); `text` where it is words.
         */
        HealthItem: {
            /** Code */
            code: string;
            /** Go */
            go: string;
            /** Level */
            level: string;
            /** Text */
            text: string;
            /** Unit */
            unit: string;
            /** Value */
            value: number | null;
        };
        /** HealthShown */
        HealthShown: {
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Checked At
             * Format: date-time
             */
            checked_at: string;
            /** Items */
            items: components["schemas"]["HealthItem"][];
            /** Version */
            version: string;
        };
        /**
         * Held
         * @description `message` is empty while it is held; a repetition may find it written.
         */
        Held: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            author: components["schemas"]["Named"];
            /** Client Id */
            client_id: string;
            /** Conversation */
            conversation: string;
            /** Endpoint */
            endpoint: string;
            /** Files */
            files: components["schemas"]["FileName"][];
            /** Id */
            id: string;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** Then */
            then: string;
            /** Unless Answered */
            unless_answered: boolean;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /**
             * Why
             * @enum {string}
             */
            why: "undo" | "scheduled";
        };
        /**
         * HeldWanted
         * @description Exactly one of `undo_seconds` and `at`; `unless_answered`: not if the customer writes before `at`.
         */
        HeldWanted: {
            /** At */
            at?: string | null;
            /**
             * Cc
             * @default []
             */
            cc?: string[];
            /** Client Id */
            client_id: string;
            /**
             * Endpoint
             * @default
             */
            endpoint?: string;
            /**
             * Files
             * @default []
             */
            files?: string[];
            /**
             * Html
             * @default
             */
            html?: string;
            /**
             * Identity
             * @default
             */
            identity?: string;
            /**
             * Marked
             * @default false
             */
            marked?: boolean;
            /**
             * @default {
             *       "disposition": "",
             *       "note": "",
             *       "reason": ""
             *     }
             */
            outcome?: components["schemas"]["Resolution"];
            /** Seen */
            seen?: number | null;
            /**
             * Subject
             * @default
             */
            subject?: string;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Then */
            then?: ("resolve" | "snooze" | "pend") | null;
            /** Undo Seconds */
            undo_seconds?: number | null;
            /**
             * Unless Answered
             * @default false
             */
            unless_answered?: boolean;
            /** Until */
            until?: string | null;
            /**
             * Used
             * @default []
             */
            used?: string[];
        };
        /**
         * Hit
         * @description A setting or a document a word leads to. `field` is set where it is one field of a kind's form.
         */
        Hit: {
            /** Field */
            field: string;
            /** Help */
            help: string;
            /** Kind */
            kind: string;
            /** Of */
            of: string;
            /** Slug */
            slug: string;
            /** Title */
            title: string;
        };
        /** Hits */
        Hits: {
            /** Items */
            items: components["schemas"]["Hit"][];
        };
        /**
         * HoldShown
         * @description When it was held or let go again, by whom and why.
         */
        HoldShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** On */
            on: boolean;
            /** Reason */
            reason: string;
        };
        /** HoldWanted */
        HoldWanted: {
            /** On */
            on: boolean;
            /** Reason */
            reason: string;
        };
        /** IceServerShown */
        IceServerShown: {
            /** Credential */
            credential: string;
            /** Urls */
            urls: string[];
            /** Username */
            username: string;
        };
        /**
         * Identity
         * @description `scope`: a brand, or `brand/endpoint`. `customer`: which of the person's customers it belongs to.
         */
        Identity: {
            /** Address */
            address: string;
            /** Channel */
            channel: string;
            /** Customer */
            customer: string;
            /** Id */
            id: string;
            /** Retired */
            retired: boolean;
            /** Scope */
            scope: string;
            /** Verified */
            verified: boolean;
        };
        /**
         * IdentityWanted
         * @description `verified`: somebody who may vouch made sure that it is his. `retired`: it is his no more; both can be undone.
         */
        IdentityWanted: {
            /** Retired */
            retired?: boolean | null;
            /** Verified */
            verified?: boolean | null;
        };
        /**
         * ImportField
         * @description What a column can be; `name` is a custom field's.
         */
        ImportField: {
            /** Field */
            field: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Name Es
             * @default
             */
            name_es: string;
        };
        /**
         * ImportLineShown
         * @description What became of a line; `detail` says in the reader's language why it was left out.
         */
        ImportLineShown: {
            /** Detail */
            detail: string;
            /** Line */
            line: number;
            /** Outcome */
            outcome: string;
            /** Subject */
            subject: string;
        };
        /** Imports */
        Imports: {
            /** Items */
            items: components["schemas"]["ImportShort"][];
        };
        /** ImportShort */
        ImportShort: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Brand */
            brand: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Changed */
            changed: number;
            /** Created */
            created: number;
            /** File */
            file: string;
            /** Id */
            id: string;
            /** Kept */
            kept: number;
            /** Line */
            line: number;
            /** Lines */
            lines: number;
            /** Problems */
            problems: number;
            /** Removed */
            removed: number;
            /** Skipped */
            skipped: number;
            /** State */
            state: string;
            /** What */
            what: string;
        };
        /**
         * ImportShown
         * @description `examples`: the first lines of the file; `preview`: the same as they will be, by field.
         */
        ImportShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Brand */
            brand: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Changed */
            changed: number;
            /** Created */
            created: number;
            /** Encoding */
            encoding: string;
            /** Examples */
            examples: string[][];
            /** Existing */
            existing: string;
            /** Fields */
            fields: components["schemas"]["ImportField"][];
            /** File */
            file: string;
            /** Head */
            head: string[];
            /** Id */
            id: string;
            /** Kept */
            kept: number;
            /** Line */
            line: number;
            /** Lines */
            lines: number;
            /** Mapping */
            mapping: {
                [key: string]: string;
            };
            /** Preview */
            preview: {
                [key: string]: string;
            }[];
            /** Problems */
            problems: number;
            /** Removed */
            removed: number;
            /** Separator */
            separator: string;
            /** Skipped */
            skipped: number;
            /** State */
            state: string;
            /** What */
            what: string;
        };
        /** IngressLine */
        IngressLine: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Channel */
            channel: string;
            /** Detail */
            detail: string;
            /** Endpoint */
            endpoint: string;
            /** Id */
            id: string;
            /** Sender */
            sender: string;
            /** Size */
            size: number;
            /** State */
            state: string;
            /** Tries */
            tries: number;
            /** Why */
            why: string;
        };
        /**
         * IntentLearned
         * @description `right_pct`: how many of its examples would be understood if they had not been taught; None when off.
         */
        IntentLearned: {
            /** Active */
            active: boolean;
            /** Examples */
            examples: number;
            /** Few */
            few: boolean;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Reason */
            reason: string | null;
            /** Right Pct */
            right_pct: number | null;
            /** Slug */
            slug: string;
        };
        /**
         * IntentsLearned
         * @description `training`: examples are being learned now; these figures are of what was learned before.
         */
        IntentsLearned: {
            /** Examples */
            examples: number;
            /** Items */
            items: components["schemas"]["IntentLearned"][];
            /** Right Pct */
            right_pct: number | null;
            /** Training */
            training: boolean;
        };
        /** IntentSure */
        IntentSure: {
            /** Slug */
            slug: string;
            /** Sure */
            sure: number;
        };
        /** InteractionBrief */
        InteractionBrief: {
            /** Channel */
            channel: string;
            /** Id */
            id: string;
            /** State */
            state: string;
        };
        /** InteractionDetail */
        InteractionDetail: {
            agent: components["schemas"]["Named"] | null;
            callback: components["schemas"]["Callback"] | null;
            /** Channel */
            channel: string;
            /** Deflection */
            deflection: string;
            /** Due At */
            due_at: string | null;
            /** Ended At */
            ended_at: string | null;
            /** First Taken At */
            first_taken_at: string | null;
            /** Id */
            id: string;
            /** Queue */
            queue: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State */
            state: string;
            /** Step */
            step: number;
            /** Vip */
            vip: boolean;
            /** Wrap Up Until */
            wrap_up_until: string | null;
        };
        /** Interval */
        Interval: {
            /**
             * Begins
             * Format: date-time
             */
            begins: string;
            figures: components["schemas"]["Figures"];
            /** Queue */
            queue: string;
        };
        /** IntervalReport */
        IntervalReport: {
            about: components["schemas"]["Told"];
            /** Intervals */
            intervals: components["schemas"]["ReportInterval"][];
            total: components["schemas"]["Measures"];
        };
        /** InvitationAccepted */
        InvitationAccepted: {
            /**
             * Locale
             * @default es
             * @enum {string}
             */
            locale?: "es" | "en";
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /** InvitationLooked */
        InvitationLooked: {
            /** Token */
            token: string;
        };
        /**
         * InvitationMade
         * @description `url` is told once: whoever opens it sets the password.
         */
        InvitationMade: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Url */
            url: string;
        };
        /** InvitationSeen */
        InvitationSeen: {
            /** Centre */
            centre: string;
            /** Email */
            email: string;
            /** Locale */
            locale: string;
            /** Name */
            name: string;
        };
        /** InvitationWanted */
        InvitationWanted: {
            /**
             * Video
             * @default false
             */
            video?: boolean;
        };
        /**
         * Issues
         * @description Known faults a conversation is linked to, and those it could be.
         */
        Issues: {
            /** Items */
            items: components["schemas"]["IssueShown"][];
            /** Open */
            open: components["schemas"]["ArticleNamed"][];
        };
        /** IssueShown */
        IssueShown: {
            /** Article */
            article: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Known Issue */
            known_issue: string;
            /** Title */
            title: string;
            /** Told */
            told: boolean;
        };
        /** JoinLinkList */
        JoinLinkList: {
            /** Items */
            items: components["schemas"]["JoinLinkShown"][];
        };
        /**
         * JoinLinkMade
         * @description `url` is shown this once. One link is for one person.
         */
        JoinLinkMade: {
            link: components["schemas"]["JoinLinkShown"];
            /** Url */
            url: string;
        };
        /** JoinLinkShown */
        JoinLinkShown: {
            /** Conversation */
            conversation: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Id */
            id: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /** Video */
            video: boolean;
        };
        /**
         * JoinLinkWanted
         * @description `minutes`: how long the address opens.
         */
        JoinLinkWanted: {
            /**
             * Minutes
             * @default 60
             */
            minutes?: number;
            /**
             * Video
             * @default true
             */
            video?: boolean;
        };
        /** KeyGiven */
        KeyGiven: {
            /**
             * Brands
             * @default []
             */
            brands?: string[];
            /** Name */
            name: string;
            /** Permissions */
            permissions: {
                [key: string]: string;
            };
        };
        /**
         * KeyIssued
         * @description `secret` is shown this once.
         */
        KeyIssued: {
            /** Brands */
            brands: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: {
                [key: string]: string;
            };
            /** Revoked At */
            revoked_at: string | null;
            /** Secret */
            secret: string;
            /** Used At */
            used_at: string | null;
        };
        /** Keys */
        Keys: {
            /** Items */
            items: components["schemas"]["KeyShown"][];
        };
        /** KeyShown */
        KeyShown: {
            /** Brands */
            brands: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: {
                [key: string]: string;
            };
            /** Revoked At */
            revoked_at: string | null;
            /** Used At */
            used_at: string | null;
        };
        /** KeysWanted */
        KeysWanted: {
            /** Digits */
            digits: string;
        };
        /** KindWanted */
        KindWanted: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "enquiry" | "complaint" | "claim" | "incident";
        };
        /**
         * Left
         * @description Where to go on.
         */
        Left: {
            /** Path */
            path: string;
        };
        /**
         * LeftOut
         * @description From and to, in ms of the recording: what was left out.
         */
        LeftOut: {
            /** End Ms */
            end_ms: number;
            /** Start Ms */
            start_ms: number;
        };
        /**
         * LegShown
         * @description One telephone or browser in it. `overhears`: whose leg, of one who only listens; with `coach` that one hears him.
         *     `offered`: it rings, and somebody else may still take the call. `desk_phone`: no page carries it.
         *     `site`: where he works, as he says himself.
         */
        LegShown: {
            /** Coach */
            coach: boolean;
            /** Desk Phone */
            desk_phone: boolean;
            /** Faltered */
            faltered: boolean;
            /** Held */
            held: boolean;
            /** Leg */
            leg: string;
            media: components["schemas"]["MediaShown"];
            /** Muted */
            muted: boolean;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Offered */
            offered: boolean;
            /** Overhears */
            overhears: string;
            /**
             * Role
             * @enum {string}
             */
            role: "customer" | "agent" | "consulted" | "external" | "supervisor" | "guest";
            /** Room */
            room: string;
            /**
             * Site
             * @default
             */
            site: string;
            /**
             * State
             * @enum {string}
             */
            state: "planned" | "dialling" | "up";
            /** User */
            user: string;
        };
        /**
         * LegWanted
         * @description Empty: the customer's.
         */
        LegWanted: {
            /**
             * Leg
             * @default
             */
            leg?: string;
        };
        /**
         * LinesShown
         * @description How a page reaches the engines: by WebRTC through these, or as a SIP telephone with this account.
         */
        LinesShown: {
            /** Ice Servers */
            ice_servers: components["schemas"]["IceServerShown"][];
            sip: components["schemas"]["SipAccountShown"] | null;
        };
        /**
         * Linked
         * @description Another customer who is the same person; `link` can be cut.
         */
        Linked: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["Who"];
            /** Evidence */
            evidence: string[];
            /** Id */
            id: string;
            /** Link */
            link: string;
            /** Name */
            name: string;
            /** Notes */
            notes: string;
        };
        /** LinkedConversation */
        LinkedConversation: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Customer Name */
            customer_name: string;
            /** Number */
            number: number;
            /** Status */
            status: string;
            /** Told */
            told: boolean;
        };
        /** LinkedConversations */
        LinkedConversations: {
            /** Hidden */
            hidden: number;
            /** Items */
            items: components["schemas"]["LinkedConversation"][];
        };
        /**
         * LinkWanted
         * @description `evidence` as the suggestion gave it; none: by hand.
         */
        LinkWanted: {
            /**
             * Evidence
             * @default []
             */
            evidence?: string[];
            /** Other */
            other: string;
        };
        /** MacroShown */
        MacroShown: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
            /** Steps */
            steps: components["schemas"]["StepShown"][];
            /** Uses */
            uses: number;
        };
        /**
         * MailboxGiven
         * @description `settings` are the e-mail channel's own.
         */
        MailboxGiven: {
            /** Address */
            address: string;
            /** Name */
            name: string;
            /**
             * Settings
             * @default {}
             */
            settings?: {
                [key: string]: string | number | boolean | string[];
            };
        };
        /**
         * Mapped
         * @description Column (its place from 0) → field. `existing`: what happens to whoever is there already.
         */
        Mapped: {
            /**
             * Existing
             * @default skip
             * @enum {string}
             */
            existing?: "skip" | "update";
            /** Mapping */
            mapping: {
                [key: string]: string;
            };
        };
        /** Marked */
        Marked: {
            /** Text */
            text: string;
        };
        /** Matches */
        Matches: {
            /** Items */
            items: components["schemas"]["MatchShown"][];
        };
        /**
         * MatchShown
         * @description `version` 0: nothing has been learned yet. `why`: who or what switched it last.
         */
        MatchShown: {
            /** Compare Percent */
            compare_percent: number;
            /** Control */
            control: number;
            /** Evaluated At */
            evaluated_at: string | null;
            /** Inputs */
            inputs: string[];
            /** Learned */
            learned: number;
            level_gain: components["schemas"]["Gain"];
            /** Name */
            name: string;
            /** On */
            on: boolean;
            /** Queue */
            queue: string;
            /** Switched At */
            switched_at: string | null;
            time_gain: components["schemas"]["Gain"];
            /** Trained At */
            trained_at: string | null;
            /** Trained On */
            trained_on: number;
            /** Verdict */
            verdict: string;
            /** Version */
            version: number;
            /** Weeks */
            weeks: components["schemas"]["Week"][];
            /** Why */
            why: string;
        };
        /**
         * MatterShown
         * @description What belongs to a conversation beside its messages. `fields` by slug; `seen`: how far I have read it.
         */
        MatterShown: {
            /** Fields */
            fields: {
                [key: string]: string;
            };
            /** Related */
            related: components["schemas"]["RelatedShown"][];
            /** Seen */
            seen: number | null;
        };
        /** Me */
        Me: {
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Locale */
            locale: string;
            /** Name */
            name: string;
            /** Preferences */
            preferences: {
                [key: string]: string;
            };
            /** Role */
            role: string;
            /** Theme */
            theme: string;
        };
        /**
         * Measures
         * @description Of entries into queues, as `reports.measures.Measures`: None is nothing to measure.
         */
        Measures: {
            /** Abandoned */
            abandoned: number;
            /** Abandoned Pct */
            abandoned_pct: number | null;
            /** Answered */
            answered: number;
            /** Asa S */
            asa_s: number | null;
            /** First S */
            first_s: number | null;
            /** Handle S */
            handle_s: number | null;
            /** Handled */
            handled: number;
            /** In Time */
            in_time: number;
            /** Level Base */
            level_base: number;
            /** Longest S */
            longest_s: number | null;
            /** Met */
            met: number;
            /** Moved */
            moved: number;
            /** Occupancy Pct */
            occupancy_pct: number | null;
            /** Offered */
            offered: number;
            /** Refused */
            refused: number;
            /** Service Level Pct */
            service_level_pct: number | null;
            /** Short */
            short: number;
            /** Target Base */
            target_base: number;
            /** Target Pct */
            target_pct: number | null;
            /** Transferred */
            transferred: number;
            /** Transferred Pct */
            transferred_pct: number | null;
            /** Wait P50 S */
            wait_p50_s: number | null;
            /** Wait P90 S */
            wait_p90_s: number | null;
            /** Waiting */
            waiting: number;
        };
        /** MediaShown */
        MediaShown: {
            /** Audio */
            audio: boolean;
            /** Screen */
            screen: boolean;
            /** Video */
            video: boolean;
        };
        /** MediaWanted */
        MediaWanted: {
            /** Screen */
            screen: boolean;
            /** Video */
            video: boolean;
        };
        /**
         * MergeWanted
         * @description Those that are the same matter as this one.
         */
        MergeWanted: {
            /** Conversations */
            conversations: string[];
        };
        /**
         * MessageEntry
         * @description A message in a timeline.
         */
        MessageEntry: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Attachments */
            attachments: components["schemas"]["Attachment"][];
            author: components["schemas"]["Who"];
            /** Automatic */
            automatic: boolean;
            /** Cc */
            cc: string[];
            /** Channel */
            channel: string;
            /** Choice */
            choice: string;
            /** Choices */
            choices: components["schemas"]["AnswerOffered"][];
            /** Client Id */
            client_id: string;
            /** Conversation */
            conversation: string;
            /** Copied From */
            copied_from: string | null;
            /** Direction */
            direction: string;
            /** Endpoint */
            endpoint: string;
            /** Has Remote Images */
            has_remote_images: boolean;
            /** Hidden */
            hidden: string;
            /** Html */
            html: string;
            /** Id */
            id: string;
            /** Number */
            number: number;
            /** Only For */
            only_for: string | null;
            /** Position */
            position: number;
            /** Raw */
            raw: boolean;
            /** Reason */
            reason: string;
            /** Source */
            source: string;
            /** Status */
            status: string;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** To */
            to: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message";
            /** Why */
            why: string;
        };
        /**
         * MessageGiven
         * @description `client_id` is the program's own id of the message: the same again changes nothing. `customer` is its own id of
         *     whoever wrote: the same person as in the chat of a page that vouches for him by that id.
         */
        MessageGiven: {
            /** Client Id */
            client_id: string;
            /** Customer */
            customer: string;
            /**
             * Language
             * @default
             */
            language?: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /** Text */
            text: string;
        };
        /**
         * MessageHit
         * @description A message that answers; `position` is its place in the conversation.
         */
        MessageHit: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            author: components["schemas"]["Who"];
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["Named"];
            /** Direction */
            direction: string;
            /** Files */
            files: components["schemas"]["Stretch"][][];
            /** Id */
            id: string;
            /** Number */
            number: number;
            /** Position */
            position: number;
            /** Queue */
            queue: string;
            /** Snippet */
            snippet: components["schemas"]["Stretch"][];
            /** Status */
            status: string;
            /** Subject */
            subject: components["schemas"]["Stretch"][];
        };
        /**
         * MessageTaken
         * @description `position` is the message's in its conversation; it is durable. `repeated`: it had come before.
         */
        MessageTaken: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Message */
            message: string;
            /** Position */
            position: number;
            /** Repeated */
            repeated: boolean;
        };
        /** MeWanted */
        MeWanted: {
            /** Locale */
            locale?: ("es" | "en") | null;
            /** Name */
            name?: string | null;
            password?: components["schemas"]["PasswordWanted"] | null;
            /** Preferences */
            preferences?: {
                [key: string]: string;
            } | null;
            /** Theme */
            theme?: ("system" | "light" | "dark") | null;
        };
        /** MissedCalls */
        MissedCalls: {
            /** Items */
            items: components["schemas"]["MissedShown"][];
            recovery: components["schemas"]["RecoveryShown"];
        };
        /**
         * MissedShown
         * @description `callback` is the interaction that calls him back, empty where none does. `state`: waiting, called_back, served
         *     or unreached.
         */
        MissedShown: {
            /** At */
            at: string;
            /** Callback */
            callback: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Interaction */
            interaction: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Queue */
            queue: string;
            /** Shown */
            shown: string;
            /** State */
            state: string;
            /** Waited Seconds */
            waited_seconds: number;
        };
        /**
         * MomentShown
         * @description `name`: hour, later, next (when it opens next) or week (when it first opens next week).
         */
        MomentShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Name */
            name: string;
        };
        /** MonitorList */
        MonitorList: {
            /** Items */
            items: components["schemas"]["MonitorShown"][];
        };
        /**
         * MonitorNow
         * @description A supervisor in the call, as far as this viewer is told. `leg`: his.
         */
        MonitorNow: {
            /** Announced */
            announced: boolean;
            by: components["schemas"]["Named"];
            /** Leg */
            leg: string;
            /**
             * Mode
             * @enum {string}
             */
            mode: "listen" | "coach" | "barge";
        };
        /** MonitorShown */
        MonitorShown: {
            /** Announced */
            announced: boolean;
            by: components["schemas"]["Named"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /** MonitorWanted */
        MonitorWanted: {
            /**
             * Mode
             * @enum {string}
             */
            mode: "listen" | "coach" | "barge" | "take" | "off";
        };
        /**
         * Moved
         * @description Somebody as he would be; what is null stays.
         */
        "Moved-Input": {
            /** Agent */
            agent: string;
            /** End */
            end?: number | null;
            /** Languages */
            languages?: {
                [key: string]: number;
            } | null;
            /**
             * Out
             * @default false
             */
            out?: boolean;
            /** Skills */
            skills?: {
                [key: string]: number;
            } | null;
            /** Start */
            start?: number | null;
            /** Teams */
            teams?: string[] | null;
            /** Workload */
            workload?: string | null;
        };
        /**
         * Moved
         * @description Somebody as he would be; what is null stays.
         */
        "Moved-Output": {
            /** Agent */
            agent: string;
            /** End */
            end: number | null;
            /** Languages */
            languages: {
                [key: string]: number;
            } | null;
            /**
             * Out
             * @default false
             */
            out: boolean;
            /** Skills */
            skills: {
                [key: string]: number;
            } | null;
            /** Start */
            start: number | null;
            /** Teams */
            teams: string[] | null;
            /** Workload */
            workload: string | null;
        };
        /**
         * MyCalls
         * @description `engines` of this centre, the usual one first; none: it has no voice. `outside`: numbers can be called.
         */
        MyCalls: {
            /** Engines */
            engines: string[];
            /** Items */
            items: components["schemas"]["CallView"][];
            /** Outside */
            outside: boolean;
        };
        /** Named */
        Named: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * Narrowed
         * @description Any of the values of a field, all fields together. `agent` knows `me` and `nobody`; switches are yes or no.
         */
        Narrowed: {
            /** Agent */
            agent?: string | null;
            /** Brand */
            brand?: string | null;
            /** Channel */
            channel?: string | null;
            /** Customer */
            customer?: string | null;
            /** Hand */
            hand?: string | null;
            /** Kind */
            kind?: string | null;
            /** Language */
            language?: string | null;
            /** Opened Over */
            opened_over?: string | null;
            /** Opened Within */
            opened_within?: string | null;
            /** Overdue */
            overdue?: string | null;
            /** Priority */
            priority?: string | null;
            /** Queue */
            queue?: string | null;
            /** Reason */
            reason?: string | null;
            /** Status */
            status?: string | null;
            /** Tag */
            tag?: string | null;
            /** Team */
            team?: string | null;
            /** Touched Over */
            touched_over?: string | null;
            /** Touched Within */
            touched_within?: string | null;
            /** Vip */
            vip?: string | null;
            /** Waiting Over */
            waiting_over?: string | null;
        };
        /**
         * NeedShown
         * @description `kind`: the kind of the document that is chosen, or url.
         */
        NeedShown: {
            /** Kind */
            kind: string;
            /** Label En */
            label_en: string;
            /** Label Es */
            label_es: string;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
        };
        /**
         * NeedsSomebody
         * @description `kind` and `slug` name what it is about; `name` is what people call it.
         */
        NeedsSomebody: {
            /** Code */
            code: string;
            /**
             * Detail
             * @default
             */
            detail: string;
            /** Go */
            go: string;
            /**
             * Kind
             * @default
             */
            kind: string;
            /** Level */
            level: string;
            /**
             * Name
             * @default
             */
            name: string;
            /** Params */
            params: {
                [key: string]: string | number;
            };
            /**
             * Slug
             * @default
             */
            slug: string;
        };
        /**
         * Node
         * @description One step of a flow (with its names).
         */
        Node: {
            /** Drop Pct */
            drop_pct: number | null;
            /** Entered */
            entered: number;
            /** Flow */
            flow: string;
            /** Handed */
            handed: number;
            /** Left */
            left: number;
            /** Node */
            node: string;
            /** Title */
            title: string;
            /** Title Es */
            title_es: string;
        };
        /**
         * NodeCount
         * @description `entered`: how often it was gone through; `left`: how many went for good there; `here`: who is there now.
         */
        NodeCount: {
            /** Entered */
            entered: number;
            /** Here */
            here: number;
            /** Left */
            left: number;
        };
        /**
         * NodeShown
         * @description `seen_seconds`: how long ago it last gave a sign of life. `holds`: what it does for this centre and no other node
         *     does.
         */
        NodeShown: {
            /** Address */
            address: string;
            /** Answers */
            answers: boolean;
            /** Holds */
            holds: string[];
            /** Id */
            id: string;
            /** Roles */
            roles: string[];
            /** Seen Seconds */
            seen_seconds: number;
            /**
             * State
             * @enum {string}
             */
            state: "alive" | "draining" | "gone";
            /** Version */
            version: string;
        };
        /**
         * NodesShown
         * @description Nothing where one process is all there is.
         */
        NodesShown: {
            /** Items */
            items: components["schemas"]["NodeShown"][];
        };
        /** NoticeList */
        NoticeList: {
            /** Items */
            items: components["schemas"]["NoticeShown"][];
        };
        /** NoticeShown */
        NoticeShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Brands */
            brands: string[];
            by: components["schemas"]["Named"];
            /** Canary */
            canary: string;
            /** Ended At */
            ended_at: string | null;
            /** Endpoints */
            endpoints: string[];
            /** Id */
            id: string;
            /** Queues */
            queues: string[];
            /** Text En */
            text_en: string;
            /** Text Es */
            text_es: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /** Up */
            up: boolean;
        };
        /**
         * NoticeWanted
         * @description Empty brands, endpoints or queues: all of them.
         */
        NoticeWanted: {
            /**
             * Brands
             * @default []
             */
            brands?: string[];
            /**
             * Canary
             * @default
             */
            canary?: string;
            /**
             * Endpoints
             * @default []
             */
            endpoints?: string[];
            /**
             * Minutes
             * @default 120
             */
            minutes?: number;
            /**
             * Queues
             * @default []
             */
            queues?: string[];
            /**
             * Text En
             * @default
             */
            text_en?: string;
            /**
             * Text Es
             * @default
             */
            text_es?: string;
        };
        /**
         * Objection
         * @description `document` as `kind/slug`; a warning does not stand in the way.
         */
        Objection: {
            /** Code */
            code: string;
            /** Document */
            document: string;
            /** Field */
            field: string;
            /** Text */
            text: string;
            /** Warning */
            warning: boolean;
        };
        /** Offer */
        Offer: {
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["CustomerBrief"];
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Id */
            id: string;
            /** Interaction */
            interaction: string;
            /** Last Line */
            last_line: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Priority */
            priority: number;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
            /** Subject */
            subject: string;
            /** Waited Ms */
            waited_ms: number;
        };
        /** Offers */
        Offers: {
            /** Items */
            items: components["schemas"]["Offer"][];
        };
        /**
         * OfferThen
         * @description An offer of the last minutes, in the state it had by then.
         */
        OfferThen: {
            agent: components["schemas"]["Named"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            /** Interaction */
            interaction: string;
            /** Offer */
            offer: string;
            /** Queue */
            queue: string;
            /** Rule */
            rule: string;
            /** State */
            state: string;
            /** Waiting */
            waiting: number;
        };
        /**
         * OfReason
         * @description `title` and `title_es`: the reason's names; without a reason both are empty.
         */
        OfReason: {
            /** Alone */
            alone: number;
            /** Alone Pct */
            alone_pct: number | null;
            /** Contained */
            contained: number;
            /** Contained Pct */
            contained_pct: number | null;
            /** Handoffs */
            handoffs: number;
            /** Reason */
            reason: string;
            /** Resolved */
            resolved: number;
            /** Sessions */
            sessions: number;
            /** Title */
            title: string;
            /** Title Es */
            title_es: string;
        };
        /**
         * OftenAsked
         * @description What customers write about without an article that answers: by contact reason, with conversations of theirs.
         */
        OftenAsked: {
            /** Count */
            count: number;
            /** Examples */
            examples: components["schemas"]["Example"][];
            /** Of */
            of: number;
            /** Reason */
            reason: string;
        };
        /** OnWanted */
        OnWanted: {
            /** On */
            on: boolean;
        };
        /** OrganizationHit */
        OrganizationHit: {
            /** Brand */
            brand: string;
            /** Domains */
            domains: string[];
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** OrganizationLine */
        OrganizationLine: {
            /** Brand */
            brand: string;
            /** Domains */
            domains: string[];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Open */
            open: number;
            /** People */
            people: number;
        };
        /** OrganizationNew */
        OrganizationNew: {
            /** Brand */
            brand: string;
            /**
             * Domains
             * @default []
             */
            domains?: string[];
            /** Name */
            name: string;
        };
        /** OrganizationShown */
        OrganizationShown: {
            /**
             * Added At
             * Format: date-time
             */
            added_at: string;
            /** Brand */
            brand: string;
            /** Domains */
            domains: string[];
            /** Fields */
            fields: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Notes */
            notes: string;
            /** Open Conversations */
            open_conversations: components["schemas"]["Row"][];
            /** People */
            people: number;
        };
        /**
         * OrganizationWanted
         * @description Only what is given changes.
         */
        OrganizationWanted: {
            /** Domains */
            domains?: string[] | null;
            /** Fields */
            fields?: {
                [key: string]: string;
            } | null;
            /** Name */
            name?: string | null;
            /** Notes */
            notes?: string | null;
        };
        /**
         * Outcome
         * @description `right` false: what he said is not it; nothing more is told.
         */
        Outcome: {
            /** Right */
            right: boolean;
        };
        /**
         * OutcomeWanted
         * @description How it ended: slugs, a word where the outcome asks for one, and custom fields by slug.
         */
        OutcomeWanted: {
            /**
             * Disposition
             * @default
             */
            disposition?: string;
            /**
             * Fields
             * @default {}
             */
            fields?: {
                [key: string]: string;
            };
            /**
             * Note
             * @default
             */
            note?: string;
            /**
             * Reason
             * @default
             */
            reason?: string;
        };
        /**
         * Overview
         * @description `counts`: how much of each kind is in force or there; `attention`: the worst first.
         */
        Overview: {
            /** Attention */
            attention: components["schemas"]["NeedsSomebody"][];
            /** Counts */
            counts: {
                [key: string]: number;
            };
        };
        /** Page[Annotated[Union[MessageEntry, EventEntry], FieldInfo(annotation=NoneType, required=True, discriminator='type')]] */
        Page_Annotated_Union_MessageEntry__EventEntry___FieldInfo_annotation_NoneType__required_True__discriminator__type____: {
            /** Items */
            items: (components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"])[];
            /** Next */
            next: string | null;
        };
        /** Page[AuditLine] */
        Page_AuditLine_: {
            /** Items */
            items: components["schemas"]["AuditLine"][];
            /** Next */
            next: string | null;
        };
        /** Page[CallShown] */
        Page_CallShown_: {
            /** Items */
            items: components["schemas"]["CallShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[CommitmentShown] */
        Page_CommitmentShown_: {
            /** Items */
            items: components["schemas"]["CommitmentShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[CustomerLine] */
        Page_CustomerLine_: {
            /** Items */
            items: components["schemas"]["CustomerLine"][];
            /** Next */
            next: string | null;
        };
        /** Page[DeliveryLine] */
        Page_DeliveryLine_: {
            /** Items */
            items: components["schemas"]["DeliveryLine"][];
            /** Next */
            next: string | null;
        };
        /** Page[Held] */
        Page_Held_: {
            /** Items */
            items: components["schemas"]["Held"][];
            /** Next */
            next: string | null;
        };
        /** Page[ImportLineShown] */
        Page_ImportLineShown_: {
            /** Items */
            items: components["schemas"]["ImportLineShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[IngressLine] */
        Page_IngressLine_: {
            /** Items */
            items: components["schemas"]["IngressLine"][];
            /** Next */
            next: string | null;
        };
        /** Page[MacroShown] */
        Page_MacroShown_: {
            /** Items */
            items: components["schemas"]["MacroShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[MessageHit] */
        Page_MessageHit_: {
            /** Items */
            items: components["schemas"]["MessageHit"][];
            /** Next */
            next: string | null;
        };
        /** Page[MomentShown] */
        Page_MomentShown_: {
            /** Items */
            items: components["schemas"]["MomentShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[Named] */
        Page_Named_: {
            /** Items */
            items: components["schemas"]["Named"][];
            /** Next */
            next: string | null;
        };
        /** Page[OrganizationLine] */
        Page_OrganizationLine_: {
            /** Items */
            items: components["schemas"]["OrganizationLine"][];
            /** Next */
            next: string | null;
        };
        /** Page[QuickReplyShown] */
        Page_QuickReplyShown_: {
            /** Items */
            items: components["schemas"]["QuickReplyShown"][];
            /** Next */
            next: string | null;
        };
        /** Page[Row] */
        Page_Row_: {
            /** Items */
            items: components["schemas"]["Row"][];
            /** Next */
            next: string | null;
        };
        /** Page[TouchShown] */
        Page_TouchShown_: {
            /** Items */
            items: components["schemas"]["TouchShown"][];
            /** Next */
            next: string | null;
        };
        /** Passages */
        Passages: {
            /** Items */
            items: components["schemas"]["PassageShown"][];
            /** Suggested */
            suggested: boolean;
        };
        /**
         * PassageShown
         * @description The best passage of an article. `sure` (0 to 1): how much of the question it speaks of. `url` is empty where
         *     customers cannot read it; `suggested`: found by what the customer wrote, not by what somebody looked for.
         */
        PassageShown: {
            /** Article */
            article: string;
            /** Expired */
            expired: boolean;
            /** Heading */
            heading: string;
            /** Internal */
            internal: boolean;
            /** Known Issue */
            known_issue: string;
            /** Language */
            language: string;
            /** Pieces */
            pieces: components["schemas"]["PieceShown"][];
            /** Sure */
            sure: number;
            /** Title */
            title: string;
            /** Url */
            url: string;
        };
        /** PasswordAsked */
        PasswordAsked: {
            /**
             * Renew
             * @default false
             */
            renew?: boolean;
        };
        /** PasswordWanted */
        PasswordWanted: {
            /** New */
            new: string;
            /** Old */
            old: string;
        };
        /**
         * Past
         * @description The centre after the fact `seq`. What waits is in the order of its queue, with customer and subject where the
         *     viewer may read the conversation now.
         */
        Past: {
            /** Agents */
            agents: components["schemas"]["AgentNow"][];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Offers */
            offers: components["schemas"]["OfferThen"][];
            /** Queues */
            queues: components["schemas"]["QueueNow"][];
            /** Seq */
            seq: number;
            /** Waiting */
            waiting: components["schemas"]["Waiting"][];
        };
        /** PersonThere */
        PersonThere: {
            /** Id */
            id: string;
            /** Languages */
            languages: {
                [key: string]: number;
            };
            /** Name */
            name: string;
            /** Skills */
            skills: {
                [key: string]: number;
            };
            /** Teams */
            teams: string[];
            /** Workload */
            workload: string;
        };
        /** PieceShown */
        PieceShown: {
            /** Hit */
            hit: boolean;
            /** Text */
            text: string;
        };
        /** PinWanted */
        PinWanted: {
            /**
             * On
             * @default true
             */
            on?: boolean;
        };
        /**
         * PredictedQueue
         * @description One queue (empty: all of them) before and after, and the difference, with 95 % intervals.
         */
        PredictedQueue: {
            after: components["schemas"]["Figures"];
            before: components["schemas"]["Figures"];
            difference: components["schemas"]["Figures"];
            /** Queue */
            queue: string;
        };
        /**
         * PredictedTime
         * @description `kind` is `channel/reason/language`; `seen` how many past pieces say so.
         */
        PredictedTime: {
            /** Agent */
            agent: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Predicted Ms */
            predicted_ms: number;
            /** Seen */
            seen: number;
        };
        /** PredictedTimes */
        PredictedTimes: {
            /** Items */
            items: components["schemas"]["PredictedTime"][];
        };
        /**
         * Presence
         * @description `load` and `capacity` are pieces by channel; `aside` are channels whose work lies aside while a call lasts.
         *
         *     `resting_until`: nothing new is offered before, after long or hard work; read it again when work has ended.
         *     `phone`: why no call rings there (page, microphone, unregistered), or empty.
         */
        Presence: {
            /**
             * Aside
             * @default []
             */
            aside: string[];
            /** Capacity */
            capacity: {
                [key: string]: number;
            };
            /** Load */
            load: {
                [key: string]: number;
            };
            /** Next Reason */
            next_reason: string;
            /** Next State */
            next_state: string | null;
            /**
             * Phone
             * @default
             */
            phone: string;
            /** Reason */
            reason: string;
            /** Resting Until */
            resting_until: string | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State */
            state: string;
        };
        /** Previewed */
        Previewed: {
            /** Text */
            text: string;
        };
        /** PreviewShown */
        PreviewShown: {
            /** Html */
            html: string;
        };
        /** PriorityWanted */
        PriorityWanted: {
            /** Priority */
            priority: number;
        };
        /**
         * Problem
         * @description RFC 9457: what went wrong, in the reader's language.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Errors
             * @default []
             */
            errors: components["schemas"]["FieldProblem"][];
            /** Params */
            params: {
                [key: string]: string | number;
            };
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /** ProblemShown */
        ProblemShown: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * PromptUse
         * @description A flow, and the field of it that says the prompt.
         */
        PromptUse: {
            /** Field */
            field: string;
            /** Flow */
            flow: string;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
        };
        /** PromptUses */
        PromptUses: {
            /** Items */
            items: components["schemas"]["PromptUse"][];
        };
        /**
         * Proposal
         * @description An editable draft; without a text where there is nothing to say. `model` is empty when none worded it.
         */
        Proposal: {
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "summary" | "reply" | "follow_up" | "next_step" | "offering";
            /** Model */
            model: string;
            /** Sources */
            sources: components["schemas"]["SourceShown"][];
            /** Text */
            text: string;
        };
        /**
         * ProposalWanted
         * @description `language`: the reader's, for what stays among colleagues.
         */
        ProposalWanted: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "summary" | "reply" | "follow_up" | "next_step";
            /**
             * Language
             * @default es
             * @enum {string}
             */
            language?: "es" | "en";
        };
        /** Pulses */
        Pulses: {
            /** Items */
            items: components["schemas"]["PulseShown"][];
        };
        /**
         * PulseShown
         * @description Five minutes that end at `at`: how many waited and were available then, what happened within.
         */
        PulseShown: {
            /** Answered */
            answered: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Available */
            available: number;
            /** Ended */
            ended: number;
            /** Offers */
            offers: number;
            /** Queued */
            queued: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * Question
         * @description `day` lives a past date again, from `since` on if that is said; without one `streams` and `shifts` make up a day.
         *
         *     `volume_percent` is of the after side alone with `compare` today, of both with same.
         */
        "Question-Input": {
            /**
             * Compare
             * @default today
             * @enum {string}
             */
            compare?: "today" | "same";
            /**
             * Day
             * @default
             */
            day?: string;
            /**
             * Documents
             * @default []
             */
            documents?: components["schemas"]["Edited-Input"][];
            /**
             * Extra
             * @default []
             */
            extra?: components["schemas"]["Extra"][];
            /**
             * People
             * @default []
             */
            people?: components["schemas"]["Moved-Input"][];
            /**
             * Replications
             * @default 10
             */
            replications?: number;
            /**
             * Seed
             * @default 1
             */
            seed?: number;
            /**
             * Shifts
             * @default []
             */
            shifts?: components["schemas"]["Shift-Input"][];
            /** Since */
            since?: string | null;
            /**
             * Streams
             * @default []
             */
            streams?: components["schemas"]["Stream-Input"][];
            /**
             * Threshold Seconds
             * @default 20
             */
            threshold_seconds?: number;
            /**
             * Title
             * @default
             */
            title?: string;
            /**
             * Volume Percent
             * @default 100
             */
            volume_percent?: number;
            /**
             * Warm Up Minutes
             * @default 0
             */
            warm_up_minutes?: number;
        };
        /**
         * Question
         * @description `day` lives a past date again, from `since` on if that is said; without one `streams` and `shifts` make up a day.
         *
         *     `volume_percent` is of the after side alone with `compare` today, of both with same.
         */
        "Question-Output": {
            /**
             * Compare
             * @default today
             * @enum {string}
             */
            compare: "today" | "same";
            /**
             * Day
             * @default
             */
            day: string;
            /**
             * Documents
             * @default []
             */
            documents: components["schemas"]["Edited-Output"][];
            /**
             * Extra
             * @default []
             */
            extra: components["schemas"]["Extra"][];
            /**
             * People
             * @default []
             */
            people: components["schemas"]["Moved-Output"][];
            /**
             * Replications
             * @default 10
             */
            replications: number;
            /**
             * Seed
             * @default 1
             */
            seed: number;
            /**
             * Shifts
             * @default []
             */
            shifts: components["schemas"]["Shift-Output"][];
            /** Since */
            since: string | null;
            /**
             * Streams
             * @default []
             */
            streams: components["schemas"]["Stream-Output"][];
            /**
             * Threshold Seconds
             * @default 20
             */
            threshold_seconds: number;
            /**
             * Title
             * @default
             */
            title: string;
            /**
             * Volume Percent
             * @default 100
             */
            volume_percent: number;
            /**
             * Warm Up Minutes
             * @default 0
             */
            warm_up_minutes: number;
        };
        /** QueueGiven */
        QueueGiven: {
            /** Name */
            name: string;
        };
        /**
         * QueueLine
         * @description One queue, or one channel of it when `channel` is set.
         */
        QueueLine: {
            before: components["schemas"]["Measures"] | null;
            /** Brand */
            brand: string;
            /** Channel */
            channel: string;
            level: components["schemas"]["atiende__api__report_shapes__Level"];
            /** Name */
            name: string;
            now: components["schemas"]["Measures"];
            /** Queue */
            queue: string;
        };
        /** QueueNow */
        QueueNow: {
            /** Agents Available */
            agents_available: number;
            /** Agents Staffed */
            agents_staffed: number;
            alerts: components["schemas"]["Alerts"];
            /** Brand */
            brand: string;
            /** By Channel */
            by_channel: {
                [key: string]: number;
            };
            /** Channels */
            channels: string[];
            /** Expected */
            expected: {
                [key: string]: components["schemas"]["Expected"] | null;
            };
            /** Handling */
            handling: number;
            lately: components["schemas"]["Measures"] | null;
            /** Limit */
            limit: number;
            /** Name */
            name: string;
            /** Next Due At */
            next_due_at: string | null;
            /** Offered */
            offered: number;
            /** Oldest By Channel */
            oldest_by_channel: {
                [key: string]: number;
            };
            /** Oldest Wait Ms */
            oldest_wait_ms: number;
            /** Overdue */
            overdue: number;
            /** Queue */
            queue: string;
            /**
             * State
             * @enum {string}
             */
            state: "normal" | "closed" | "emergency";
            /**
             * State Since
             * Format: date-time
             */
            state_since: string;
            today: components["schemas"]["Measures"] | null;
            /** Today By Channel */
            today_by_channel: {
                [key: string]: components["schemas"]["Measures"];
            };
            /** Waiting */
            waiting: number;
        };
        /** QueueReport */
        QueueReport: {
            about: components["schemas"]["Told"];
            before: components["schemas"]["Measures"] | null;
            /** Channels */
            channels: components["schemas"]["QueueLine"][];
            /** Queues */
            queues: components["schemas"]["QueueLine"][];
            total: components["schemas"]["Measures"];
        };
        /** QueueShown */
        QueueShown: {
            /** Brand */
            brand: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
        };
        /**
         * QuickReplyShown
         * @description `text` is as it would stand in the composer; `missing` names what somebody has to fill in. `short`: the channel
         *     cannot carry the long text. `uses`: how often the asker used it.
         */
        QuickReplyShown: {
            /** Category */
            category: string;
            /** Missing */
            missing: string[];
            /** Name */
            name: string;
            /** Short */
            short: boolean;
            /** Shortcut */
            shortcut: string;
            /** Slug */
            slug: string;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** Uses */
            uses: number;
        };
        /**
         * Reads
         * @description `problem`: why it cannot be read, in the parser's words; `missing`: names nothing is known by.
         */
        Reads: {
            /** Missing */
            missing: string[];
            /**
             * Problem
             * @default
             */
            problem: string;
            /** Text */
            text: string;
        };
        /**
         * ReasonProposed
         * @description `by` what it was recognised: an intent that was taught, or the reasons of past conversations.
         */
        ReasonProposed: {
            /**
             * By
             * @enum {string}
             */
            by: "" | "intent" | "history";
            /** Reason */
            reason: string;
            /** Sure */
            sure: number;
        };
        /** ReasonWanted */
        ReasonWanted: {
            /** Reason */
            reason: string;
        };
        /**
         * Reassigned
         * @description `moved` are the conversations, for taking it back.
         */
        Reassigned: {
            /** Conversations */
            conversations: number;
            /** Moved */
            moved: string[];
        };
        /**
         * Reassignment
         * @description Exactly one of the two targets; `only` these of his conversations, all of them when it is left out.
         */
        Reassignment: {
            /** Only */
            only?: string[] | null;
            /**
             * To Agent
             * @default
             */
            to_agent?: string;
            /**
             * To Queue
             * @default
             */
            to_queue?: string;
        };
        /**
         * Receipt
         * @description Why this agent: what the floor saw when it chose. `order` and `rank` say why this work went first.
         */
        Receipt: {
            agent: components["schemas"]["Named"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Configuration */
            configuration: number;
            /** Excluded */
            excluded: {
                [key: string]: number;
            };
            /** Key */
            key: number[];
            /** Offer */
            offer: string;
            /** Order */
            order: string;
            /** Position */
            position: number;
            /** Rank */
            rank: number[];
            /** Rule */
            rule: string;
            /** Runners Up */
            runners_up: components["schemas"]["RunnerUp"][];
            /** State */
            state: string;
            /** Step */
            step: number;
            /** Text */
            text: {
                [key: string]: string;
            };
            /** Waiting */
            waiting: number;
        };
        /** Receipts */
        Receipts: {
            /** Items */
            items: components["schemas"]["Receipt"][];
        };
        /**
         * Rechecking
         * @description Reading the whole log again: `seq` of `head` facts. `state`: none, running, done.
         */
        Rechecking: {
            /** Ended At */
            ended_at: string | null;
            /** Facts */
            facts: number;
            /** Head */
            head: number;
            /** Seq */
            seq: number;
            /** Started At */
            started_at: string | null;
            /** State */
            state: string;
            /** Violations */
            violations: number;
        };
        /**
         * RecipeLine
         * @description `taken`: the flows made from it, drafts included.
         */
        RecipeLine: {
            /** About En */
            about_en: string;
            /** About Es */
            about_es: string;
            /** Documents */
            documents: components["schemas"]["DocumentRef"][];
            /** Group */
            group: string;
            /** Languages */
            languages: string[];
            /** Name En */
            name_en: string;
            /** Name Es */
            name_es: string;
            /** Needs */
            needs: components["schemas"]["NeedShown"][];
            /** Nodes */
            nodes: number;
            /** Purpose */
            purpose: string;
            /** Slug */
            slug: string;
            /** Taken */
            taken: string[];
            /** Tests */
            tests: number;
        };
        /** RecipeMade */
        RecipeMade: {
            /** Created */
            created: components["schemas"]["DocumentRef"][];
            /** Flow */
            flow: string;
        };
        /**
         * RecipePreview
         * @description What would be made: what comes along first, the flow last.
         */
        RecipePreview: {
            /** Documents */
            documents: components["schemas"]["DocumentBody"][];
        };
        /**
         * RecipeShown
         * @description `body`: its flow, with names in place of what is chosen.
         */
        RecipeShown: {
            /** About En */
            about_en: string;
            /** About Es */
            about_es: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Documents */
            documents: components["schemas"]["DocumentRef"][];
            /** Group */
            group: string;
            /** Languages */
            languages: string[];
            /** Name En */
            name_en: string;
            /** Name Es */
            name_es: string;
            /** Needs */
            needs: components["schemas"]["NeedShown"][];
            /** Nodes */
            nodes: number;
            /** Purpose */
            purpose: string;
            /** Slug */
            slug: string;
            /** Taken */
            taken: string[];
            /** Tests */
            tests: number;
        };
        /** RecipesShown */
        RecipesShown: {
            /** Items */
            items: components["schemas"]["RecipeLine"][];
        };
        /** RecipeUnmade */
        RecipeUnmade: {
            /** Gone */
            gone: components["schemas"]["DocumentRef"][];
        };
        /**
         * RecipeWanted
         * @description `chosen`: by the name of the need. Without a slug and a name the recipe's own.
         */
        RecipeWanted: {
            /**
             * Brands
             * @default []
             */
            brands?: string[];
            /**
             * Chosen
             * @default {}
             */
            chosen?: {
                [key: string]: string;
            };
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Slug
             * @default
             */
            slug?: string;
        };
        /**
         * RecordingDetail
         * @description `peaks`: the loudest of each `peak_ms`, 0-255, left and right in turn; empty: the player draws it itself.
         */
        RecordingDetail: {
            agent: components["schemas"]["Named"] | null;
            /** Basis */
            basis: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Comments */
            comments: components["schemas"]["CommentShown"][];
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Duration Ms */
            duration_ms: number;
            /** Gaps */
            gaps: components["schemas"]["LeftOut"][];
            /** Hold */
            hold: boolean;
            /** Holds */
            holds: components["schemas"]["HoldShown"][];
            /** Id */
            id: string;
            /** Interaction */
            interaction: string;
            /** Keep Until */
            keep_until: string | null;
            /** May Delete */
            may_delete: boolean;
            /** May Listen */
            may_listen: boolean;
            /** Passages */
            passages: components["schemas"]["SpokenPassage"][];
            /** Peak Ms */
            peak_ms: number;
            /** Peaks */
            peaks: number[];
            /** Queue */
            queue: string;
            /** State */
            state: string;
        };
        /**
         * RecordingFound
         * @description A recording that may be listened to. `gaps` and `comments` are counts; `disposition` is its conversation's.
         */
        RecordingFound: {
            agent: components["schemas"]["Named"] | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Comments */
            comments: number;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["CustomerBrief"];
            /** Disposition */
            disposition: string;
            /** Duration Ms */
            duration_ms: number;
            /** Gaps */
            gaps: number;
            /** Hold */
            hold: boolean;
            /** Id */
            id: string;
            /** Interaction */
            interaction: string;
            /** Number */
            number: number;
            /** Queue */
            queue: string;
            /** Transcribed */
            transcribed: boolean;
        };
        /**
         * RecordingNow
         * @description `why` it is paused: secret, form, agent, api. `policy`: by what right it runs; empty where it does not.
         */
        RecordingNow: {
            /** Policy */
            policy: string;
            /**
             * State
             * @enum {string}
             */
            state: "off" | "on" | "paused";
            /** Why */
            why: string;
        };
        /** Recordings */
        Recordings: {
            /** Items */
            items: components["schemas"]["RecordingShown"][];
        };
        /**
         * RecordingsFound
         * @description `seed` draws the same sample again; empty in a list.
         */
        RecordingsFound: {
            /** Items */
            items: components["schemas"]["RecordingFound"][];
            /** Next */
            next: string | null;
            /** Seed */
            seed: number | null;
        };
        /**
         * RecordingShown
         * @description `may_listen` and `may_delete`: what the reader may do with it.
         */
        RecordingShown: {
            agent: components["schemas"]["Named"] | null;
            /** Basis */
            basis: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Conversation */
            conversation: string;
            /** Duration Ms */
            duration_ms: number;
            /** Gaps */
            gaps: components["schemas"]["LeftOut"][];
            /** Hold */
            hold: boolean;
            /** Id */
            id: string;
            /** Interaction */
            interaction: string;
            /** Keep Until */
            keep_until: string | null;
            /** May Delete */
            may_delete: boolean;
            /** May Listen */
            may_listen: boolean;
            /** State */
            state: string;
        };
        /**
         * RecordWanted
         * @description A pause and its end: by the agent's button, a form, or a program; each ends its own, the agent's button ends all.
         *     `seconds`: after which a pause ends by itself.
         */
        RecordWanted: {
            /** On */
            on: boolean;
            /**
             * Seconds
             * @default 1800
             */
            seconds?: number;
            /**
             * Why
             * @default agent
             * @enum {string}
             */
            why?: "agent" | "form" | "api";
        };
        /**
         * RecoveryShown
         * @description Of calls nobody took, each customer once: how many reached us after all, of those that are settled.
         */
        RecoveryShown: {
            /** Missed */
            missed: number;
            /** Rate */
            rate: number | null;
            /** Recovered */
            recovered: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * RelatedShown
         * @description Another conversation of the same person, and how it belongs to this one.
         */
        RelatedShown: {
            /**
             * How
             * @enum {string}
             */
            how: "merged" | "into" | "previous" | "next" | "split_from" | "split_to";
            /** Id */
            id: string;
            /** Number */
            number: number;
            /** Status */
            status: string;
            /** Subject */
            subject: string;
        };
        /** ReplyOption */
        ReplyOption: {
            /** Address */
            address: string;
            /** Channel */
            channel: string;
            /** Endpoint */
            endpoint: string;
            /** Identity */
            identity: string;
            /** Name */
            name: string;
            traits: components["schemas"]["Traits"];
        };
        /**
         * ReplyWanted
         * @description `then` is one step with the message: both, or neither. `marked`: the text has marks of simple formatting.
         *
         *     `seen` is the last position the writer had before him: what came since is said instead of sent past
         *     (`came_meanwhile`); null sends anyway. `used` are the quick replies it was made of.
         */
        ReplyWanted: {
            /**
             * Cc
             * @default []
             */
            cc?: string[];
            /** Client Id */
            client_id: string;
            /**
             * Endpoint
             * @default
             */
            endpoint?: string;
            /**
             * Files
             * @default []
             */
            files?: string[];
            /**
             * Html
             * @default
             */
            html?: string;
            /**
             * Identity
             * @default
             */
            identity?: string;
            /**
             * Marked
             * @default false
             */
            marked?: boolean;
            /**
             * @default {
             *       "disposition": "",
             *       "note": "",
             *       "reason": ""
             *     }
             */
            outcome?: components["schemas"]["Resolution"];
            /** Seen */
            seen?: number | null;
            /**
             * Subject
             * @default
             */
            subject?: string;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Then */
            then?: ("resolve" | "snooze" | "pend") | null;
            /** Until */
            until?: string | null;
            /**
             * Used
             * @default []
             */
            used?: string[];
        };
        /**
         * ReportInterval
         * @description A half hour (`begins` is its start), or a whole local date (`begins` is none).
         */
        ReportInterval: {
            /** Begins */
            begins: string | null;
            /** Day */
            day: string;
            now: components["schemas"]["Measures"];
        };
        /**
         * Resolution
         * @description How it ended: slugs, and a word where the outcome asks for one.
         */
        Resolution: {
            /**
             * Disposition
             * @default
             */
            disposition?: string;
            /**
             * Note
             * @default
             */
            note?: string;
            /**
             * Reason
             * @default
             */
            reason?: string;
        };
        /** Retried */
        Retried: {
            /** State */
            state: string;
        };
        /** ReviewAsked */
        ReviewAsked: {
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /** ReviewShown */
        ReviewShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Etag */
            etag: string;
            /** Note */
            note: string;
            /** State */
            state: string;
        };
        /** ReviewVerdict */
        ReviewVerdict: {
            /** Approved */
            approved: boolean;
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /**
         * RingingWanted
         * @description `agent`: a user's id or address; empty for oneself.
         */
        RingingWanted: {
            /**
             * Agent
             * @default
             */
            agent?: string;
            /** Number */
            number: string;
        };
        /**
         * Roles
         * @description `permissions` are all there are, in the order they are read.
         */
        Roles: {
            /** Items */
            items: components["schemas"]["RoleShown"][];
            /** Permissions */
            permissions: string[];
        };
        /** RoleShown */
        RoleShown: {
            /** Built In */
            built_in: boolean;
            /** Name */
            name: string;
            /** People */
            people: number;
            /** Permissions */
            permissions: {
                [key: string]: string;
            };
            /** Slug */
            slug: string;
        };
        /** RollBack */
        RollBack: {
            /** Version */
            version: number;
        };
        /** RolledBack */
        RolledBack: {
            /** Version */
            version: number;
        };
        /**
         * RouteWanted
         * @description At most one of queue and agent.
         */
        RouteWanted: {
            /**
             * Agent
             * @default
             */
            agent?: string;
            /** Priority */
            priority?: number | null;
            /**
             * Queue
             * @default
             */
            queue?: string;
        };
        /**
         * Row
         * @description A conversation in a list.
         */
        Row: {
            agent: components["schemas"]["Named"] | null;
            /** Brand */
            brand: string;
            /** Channel */
            channel: string;
            customer: components["schemas"]["CustomerBrief"];
            /** Due At */
            due_at: string | null;
            /** Hand Raised At */
            hand_raised_at: string | null;
            /** Id */
            id: string;
            interaction: components["schemas"]["InteractionBrief"] | null;
            /** Kind */
            kind: string;
            /** Language */
            language: string;
            /** Last */
            last: number;
            /** Last Author */
            last_author: string;
            /** Last Line */
            last_line: string;
            /** Number */
            number: number;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Policy */
            policy: string;
            /** Priority */
            priority: number;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
            /** Resolve Due */
            resolve_due: string | null;
            /** Snoozed Until */
            snoozed_until: string | null;
            /** Status */
            status: string;
            /** Subject */
            subject: string;
            /** Tags */
            tags: string[];
            /**
             * Touched At
             * Format: date-time
             */
            touched_at: string;
            /** Unread */
            unread: boolean;
            /** Waiting Since */
            waiting_since: string | null;
        };
        /**
         * Rules
         * @description The queue's rules as they hold for this work.
         */
        Rules: {
            /** Choice */
            choice: string;
            /** Order */
            order: string;
            /** Queue */
            queue: string;
            start: components["schemas"]["AskedFor"];
            /** Steps */
            steps: components["schemas"]["StepState"][];
        };
        /** RunDetail */
        RunDetail: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cases */
            cases: number;
            /** Evaluation */
            evaluation: string;
            /** Id */
            id: string;
            /** Items */
            items: components["schemas"]["CaseShown"][];
            /** Model */
            model: string;
            /** Passed */
            passed: number;
            previous: components["schemas"]["RunShown"] | null;
            /** Version */
            version: number;
        };
        /**
         * RunnerUp
         * @description Somebody who came next, and by which key.
         */
        RunnerUp: {
            agent: components["schemas"]["Named"];
            /** Key */
            key: number[];
        };
        /** RunShown */
        RunShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cases */
            cases: number;
            /** Evaluation */
            evaluation: string;
            /** Id */
            id: string;
            /** Model */
            model: string;
            /** Passed */
            passed: number;
            /** Version */
            version: number;
        };
        /** Score */
        Score: {
            /** Count */
            count: number;
            /** Scale */
            scale: string;
            /** Score */
            score: number;
        };
        /**
         * ScriptAnswer
         * @description What was chosen, or what is typed.
         */
        ScriptAnswer: {
            /**
             * Choice
             * @default
             */
            choice?: string;
            /** State */
            state: string;
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /** ScriptChoice */
        ScriptChoice: {
            /** Id */
            id: string;
            /** Label */
            label: string;
        };
        /** ScriptLine */
        ScriptLine: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
        };
        /** ScriptList */
        ScriptList: {
            /** Items */
            items: components["schemas"]["ScriptLine"][];
        };
        /**
         * ScriptStep
         * @description `texts` in order, the question last. `state` goes back with the answer; empty when it is over. `known`: what is
         *     on file for the question. `queue`: it ends with handing over (empty: wherever it fits). `refused`: codes.
         */
        ScriptStep: {
            /** Choices */
            choices: components["schemas"]["ScriptChoice"][];
            /** Expects */
            expects: string;
            /** Known */
            known: string;
            /** Queue */
            queue: string | null;
            /** Refused */
            refused: string[];
            /** State */
            state: string;
            /** Texts */
            texts: string[];
        };
        /** SecretGiven */
        SecretGiven: {
            /** Value */
            value: string;
        };
        /** Secrets */
        Secrets: {
            /** Items */
            items: components["schemas"]["SecretShown"][];
        };
        /** SecretShown */
        SecretShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Name */
            name: string;
        };
        /** SeenUpTo */
        SeenUpTo: {
            /** Position */
            position: number;
        };
        /** SelfServiceReport */
        SelfServiceReport: {
            about: components["schemas"]["Told"];
            before: components["schemas"]["Served"] | null;
            /** Channels */
            channels: components["schemas"]["ServedLine"][];
            /** Days */
            days: components["schemas"]["ServedLine"][];
            /** Flows */
            flows: components["schemas"]["ServedLine"][];
            /** Nodes */
            nodes: components["schemas"]["Node"][];
            /** Reasons */
            reasons: components["schemas"]["OfReason"][];
            /** Scores */
            scores: components["schemas"]["Score"][];
            total: components["schemas"]["Served"];
            /** Whys */
            whys: components["schemas"]["HandoffWhy"][];
        };
        /** SentMail */
        SentMail: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Id */
            id: string;
            /** Size */
            size: number;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** To */
            to: string[];
        };
        /** SentMails */
        SentMails: {
            /** Items */
            items: components["schemas"]["SentMail"][];
        };
        /** Served */
        Served: {
            /** Answers */
            answers: number;
            /** Contained */
            contained: number;
            /** Contained Pct */
            contained_pct: number | null;
            /** Deflected */
            deflected: number;
            /** Deflected Pct */
            deflected_pct: number | null;
            /** Effort */
            effort: number | null;
            /** Ended */
            ended: number;
            /** Failed */
            failed: number;
            /** Failed Pct */
            failed_pct: number | null;
            /** Found */
            found: number;
            /** Found Pct */
            found_pct: number | null;
            /** Goal */
            goal: number;
            /** Handoffs */
            handoffs: number;
            /** Handoffs Pct */
            handoffs_pct: number | null;
            /** Judged */
            judged: number;
            /** Late */
            late: number;
            /** Left */
            left: number;
            /** Left Pct */
            left_pct: number | null;
            /** Lost */
            lost: number;
            /** Missing */
            missing: number;
            /** Nps */
            nps: number | null;
            /** Offered */
            offered: number;
            /** Satisfied Pct */
            satisfied_pct: number | null;
            /** Sessions */
            sessions: number;
            /** Taken */
            taken: number;
            /** Unassisted */
            unassisted: number;
            /** Unassisted Pct */
            unassisted_pct: number | null;
        };
        /**
         * ServedExport
         * @description What to take along.
         */
        ServedExport: {
            /**
             * Channel
             * @default
             */
            channel?: string;
            /**
             * Flow
             * @default
             */
            flow?: string;
            /**
             * Node
             * @default
             */
            node?: string;
            /**
             * Of
             * @default sessions
             * @enum {string}
             */
            of?: "sessions" | "ended" | "goal" | "contained" | "not_contained" | "unassisted" | "left" | "handoffs" | "taken" | "late" | "lost" | "failed" | "offered" | "deflected" | "found" | "missing" | "judged";
            /** Reason */
            reason?: string | null;
            /** Since */
            since: string;
            /**
             * Until
             * @default
             */
            until?: string;
            /**
             * What
             * @enum {string}
             */
            what: "flows" | "nodes" | "reasons" | "days" | "sessions";
            /**
             * Why
             * @default
             */
            why?: string;
        };
        /**
         * ServedLine
         * @description One flow (with its names), or one channel, or one local date.
         */
        ServedLine: {
            before: components["schemas"]["Served"] | null;
            /** Name */
            name: string;
            now: components["schemas"]["Served"];
            /** Title */
            title: string;
            /** Title Es */
            title_es: string;
        };
        /**
         * Session
         * @description Who is signed in. `csrf` goes into the header `X-CSRF-Token` of every change.
         */
        Session: {
            catalog: components["schemas"]["Catalog"];
            centre: components["schemas"]["CentreShown"];
            /** Csrf */
            csrf: string;
            /** Permissions */
            permissions: {
                [key: string]: string;
            };
            presence: components["schemas"]["Presence"];
            user: components["schemas"]["Me"];
            viewing: components["schemas"]["Viewing"] | null;
        };
        /**
         * SessionLine
         * @description One time through a flow. `number` and `customer` are empty for who may not read the conversation.
         */
        SessionLine: {
            /**
             * Began
             * Format: date-time
             */
            began: string;
            /** Channel */
            channel: string;
            /** Contained */
            contained: boolean;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Ended */
            ended: string | null;
            /** Failed */
            failed: boolean;
            /** Flow */
            flow: string;
            /** Goal */
            goal: boolean;
            /** Interaction */
            interaction: string;
            /** Node */
            node: string;
            /** Number */
            number: number | null;
            /** Outcome */
            outcome: string;
            /** Reason */
            reason: string;
            /** Seconds */
            seconds: number | null;
            /** Version */
            version: number;
            /** Why */
            why: string;
        };
        /**
         * Sessions
         * @description `more` when there are others beyond the first few hundred.
         */
        Sessions: {
            about: components["schemas"]["Told"];
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["SessionLine"][];
            /** More */
            more: boolean;
            /** Of */
            of: string;
        };
        /** SetupGiven */
        SetupGiven: {
            /**
             * Acknowledge
             * @default claims
             * @enum {string}
             */
            acknowledge?: "never" | "claims" | "always";
            admin: components["schemas"]["AdministratorGiven"];
            chat?: components["schemas"]["ChatGiven"] | null;
            /**
             * Holidays
             * @default
             */
            holidays?: string;
            /** Language */
            language: string;
            mailbox?: components["schemas"]["MailboxGiven"] | null;
            /**
             * Opening
             * @default always
             * @enum {string}
             */
            opening?: "always" | "office" | "long" | "every_day";
            /** Organization */
            organization: string;
            queue: components["schemas"]["QueueGiven"];
            /** Time Zone */
            time_zone: string;
            /** Token */
            token: string;
        };
        /** SetupOpen */
        SetupOpen: {
            /** Done */
            done: boolean;
            /** Languages */
            languages: string[];
            /** Time Zones */
            time_zones: string[];
        };
        /**
         * Shift
         * @description Minutes of the local day; `breaks` are (from, to) inside it.
         */
        "Shift-Input": {
            /** Agent */
            agent: string;
            /**
             * Breaks
             * @default []
             */
            breaks?: number[][];
            /** End */
            end: number;
            /** Start */
            start: number;
        };
        /**
         * Shift
         * @description Minutes of the local day; `breaks` are (from, to) inside it.
         */
        "Shift-Output": {
            /** Agent */
            agent: string;
            /**
             * Breaks
             * @default []
             */
            breaks: number[][];
            /** End */
            end: number;
            /** Start */
            start: number;
        };
        /**
         * Shown
         * @description A time it did not hold, told in the reader's language; `seq` is the fact that shows it.
         */
        Shown: {
            agent: components["schemas"]["Named"] | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Conversation */
            conversation: string;
            /** Interaction */
            interaction: string;
            /** Seq */
            seq: number;
            /** Text */
            text: string;
        };
        /** Side */
        Side: {
            /** Agents */
            agents: {
                [key: string]: components["schemas"]["Estimate"];
            };
            /** Intervals */
            intervals: components["schemas"]["Interval"][];
            /** Queues */
            queues: {
                [key: string]: components["schemas"]["Figures"];
            };
            total: components["schemas"]["Figures"];
        };
        /** Signs */
        Signs: {
            /** Items */
            items: components["schemas"]["SignShown"][];
        };
        /**
         * SignShown
         * @description `code` has a text in the catalogue `admin`; `…_at` of `params` are moments in ms. `go`: where it is mended.
         */
        SignShown: {
            /** Code */
            code: string;
            /**
             * Detail
             * @default
             */
            detail: string;
            /** Go */
            go: string;
            /** Level */
            level: string;
            /** Params */
            params: {
                [key: string]: string | number;
            };
        };
        /**
         * SimulationLine
         * @description `state`: waiting, running, done, failed, cancelled, interrupted. `why`: the code of a failure.
         */
        SimulationLine: {
            /** Applied At */
            applied_at: string | null;
            /** Applied By Name */
            applied_by_name: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Day */
            day: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /** Progress */
            progress: number;
            /** Started At */
            started_at: string | null;
            /** State */
            state: string;
            /** Title */
            title: string;
            /** Why */
            why: string;
        };
        /** Simulations */
        Simulations: {
            /** Items */
            items: components["schemas"]["SimulationLine"][];
        };
        /** SimulationShown */
        SimulationShown: {
            answer: components["schemas"]["Answer"] | null;
            /** Applied At */
            applied_at: string | null;
            /** Applied By Name */
            applied_by_name: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Changes */
            changes: components["schemas"]["Change"][];
            /** Day */
            day: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /** Progress */
            progress: number;
            question: components["schemas"]["Question-Output"];
            /** Started At */
            started_at: string | null;
            /** State */
            state: string;
            /** Title */
            title: string;
            /** Why */
            why: string;
        };
        /** SipAccountShown */
        SipAccountShown: {
            /** Password */
            password: string;
            /** Uri */
            uri: string;
            /** Websocket */
            websocket: string;
        };
        /** SlotFound */
        SlotFound: {
            /** Kind */
            kind: string;
            /** Said */
            said: string;
            /** Value */
            value: string;
        };
        /** Snippet */
        Snippet: {
            /** Html */
            html: string;
        };
        /** SoundKept */
        SoundKept: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
        /**
         * SourceShown
         * @description What the stretch of the draft from `start` to `end` rests on: a message, an article, a quick reply or a field.
         */
        SourceShown: {
            /** End */
            end: number;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "message" | "call" | "article" | "quick_reply" | "field";
            /** Name */
            name: string;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /**
         * Span
         * @description An expected wait from now on: it is likely to lie between the two.
         */
        Span: {
            /** High Ms */
            high_ms: number;
            /** Low Ms */
            low_ms: number;
        };
        /** SplitWanted */
        SplitWanted: {
            /** Messages */
            messages: string[];
        };
        /**
         * SpokenPassage
         * @description `side`: left (the customer) or right; `who`: a colleague's name, where it is known.
         */
        SpokenPassage: {
            /** End Ms */
            end_ms: number;
            /** Language */
            language: string;
            /** Number */
            number: number;
            /**
             * Side
             * @enum {string}
             */
            side: "left" | "right";
            /** Start Ms */
            start_ms: number;
            /** Text */
            text: string;
            /** Who */
            who: string;
            /** Words */
            words: components["schemas"]["SpokenWord"][];
        };
        /**
         * SpokenStretch
         * @description A piece of text; `hit`: it is what was looked for.
         */
        SpokenStretch: {
            /** Hit */
            hit: boolean;
            /** Text */
            text: string;
        };
        /** SpokenWord */
        SpokenWord: {
            /** End Ms */
            end_ms: number;
            /** Start Ms */
            start_ms: number;
            /** Text */
            text: string;
        };
        /** StatedAddress */
        StatedAddress: {
            /** Address */
            address: string;
            /** Channel */
            channel: string;
        };
        /** StateForced */
        StateForced: {
            /**
             * Reason
             * @default
             */
            reason?: string;
            /**
             * State
             * @enum {string}
             */
            state: "available" | "paused" | "offline";
        };
        /** StateWanted */
        StateWanted: {
            /**
             * Reason
             * @default
             */
            reason?: string;
            /**
             * State
             * @enum {string}
             */
            state: "available" | "paused" | "offline";
        };
        /** Step */
        Step: {
            /** Detail */
            detail: string;
            /** Ok */
            ok: boolean;
            /** Step */
            step: string;
        };
        /** StepBack */
        StepBack: {
            /** Do */
            do: string;
            /**
             * Value
             * @default
             */
            value?: string;
        };
        /** Steps */
        Steps: {
            /** Steps */
            steps: components["schemas"]["Step"][];
        };
        /**
         * StepShown
         * @description `value` is what it sets: a slug, a priority, minutes, or the text.
         */
        StepShown: {
            /** Do */
            do: string;
            /** Value */
            value: string;
        };
        /**
         * StepState
         * @description A step of the queue: what it changes (None: nothing), and when it is reached for this work.
         */
        StepState: {
            /** After Seconds */
            after_seconds: number;
            /** At */
            at: string | null;
            /** Match Language */
            match_language: boolean | null;
            /** Number */
            number: number;
            /** Priority */
            priority: number | null;
            /** Queue */
            queue: string | null;
            /** Reached */
            reached: boolean;
            /** Skills */
            skills: components["schemas"]["atiende__api__explained__Level"][] | null;
            /** Teams */
            teams: string[] | null;
        };
        /**
         * Stream
         * @description Work that arrives on a made-up day; `per_hour` has 24 values, or one for all hours.
         */
        "Stream-Input": {
            /** Channel */
            channel: string;
            /**
             * Handle Cv
             * @default 1
             */
            handle_cv?: number;
            /**
             * Handle Seconds
             * @default 300
             */
            handle_seconds?: number;
            /**
             * Languages
             * @default {}
             */
            languages?: {
                [key: string]: number;
            };
            /**
             * Patience Seconds
             * @default 0
             */
            patience_seconds?: number;
            /** Per Hour */
            per_hour: number[];
            /** Queue */
            queue: string;
        };
        /**
         * Stream
         * @description Work that arrives on a made-up day; `per_hour` has 24 values, or one for all hours.
         */
        "Stream-Output": {
            /** Channel */
            channel: string;
            /**
             * Handle Cv
             * @default 1
             */
            handle_cv: number;
            /**
             * Handle Seconds
             * @default 300
             */
            handle_seconds: number;
            /**
             * Languages
             * @default {}
             */
            languages: {
                [key: string]: number;
            };
            /**
             * Patience Seconds
             * @default 0
             */
            patience_seconds: number;
            /** Per Hour */
            per_hour: number[];
            /** Queue */
            queue: string;
        };
        /**
         * Stretch
         * @description A piece of text; `hit`: it is what was looked for.
         */
        Stretch: {
            /** Hit */
            hit: boolean;
            /** Text */
            text: string;
        };
        /** SuggestedExample */
        SuggestedExample: {
            /** Conversation */
            conversation: string;
            /** Language */
            language: string;
            /** Sure */
            sure: number;
            /** Taken For */
            taken_for: string;
            /** Text */
            text: string;
        };
        /** SuggestedExamples */
        SuggestedExamples: {
            /** Items */
            items: components["schemas"]["SuggestedExample"][];
        };
        /**
         * Suggestion
         * @description Somebody who may be the same person; `shown` is the address they share, or the name.
         */
        Suggestion: {
            /** Channels */
            channels: string[];
            /** Evidence */
            evidence: string[];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Organization */
            organization: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
            /** Shown */
            shown: string;
        };
        /**
         * SuggestionList
         * @description `handed_over`: a machine had it before, and nobody has answered since.
         */
        SuggestionList: {
            /** Handed Over */
            handed_over: boolean;
            /** Items */
            items: components["schemas"]["SuggestionShown"][];
        };
        /** Suggestions */
        Suggestions: {
            company: components["schemas"]["CompanySuggestion"] | null;
            /** Items */
            items: components["schemas"]["Suggestion"][];
        };
        /**
         * SuggestionShown
         * @description One that was made for a conversation. `why` it was withheld, where it was.
         */
        SuggestionShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "summary" | "reply" | "follow_up" | "next_step" | "offering";
            /** Model */
            model: string;
            /** Offering */
            offering: string;
            /** Offering Name */
            offering_name: string;
            /** Sources */
            sources: components["schemas"]["SourceShown"][];
            /**
             * State
             * @enum {string}
             */
            state: "made" | "taken" | "edited" | "discarded" | "withheld";
            /** Text */
            text: string;
            /** Why */
            why: string;
        };
        /** Switched */
        "Switched-Input": {
            /** Live */
            live: boolean;
        };
        /**
         * Switched
         * @description `before` is what undoes it, posted again.
         */
        "Switched-Output": {
            before: components["schemas"]["SwitchState"];
            now: components["schemas"]["SwitchState"];
        };
        /**
         * SwitchState
         * @description `notice` by language (es, en) is told to the queue's customers; an emergency needs one.
         */
        SwitchState: {
            /**
             * Notice
             * @default {}
             */
            notice?: {
                [key: string]: string;
            };
            /**
             * State
             * @enum {string}
             */
            state: "normal" | "closed" | "emergency";
        };
        /** SwitchWanted */
        SwitchWanted: {
            /** On */
            on: boolean;
        };
        /** TagShown */
        TagShown: {
            /** Color */
            color: string;
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
        };
        /** TagsWanted */
        TagsWanted: {
            /**
             * Add
             * @default []
             */
            add?: string[];
            /**
             * Remove
             * @default []
             */
            remove?: string[];
        };
        /** TargetList */
        TargetList: {
            /** Items */
            items: components["schemas"]["TargetShown"][];
        };
        /**
         * TargetShown
         * @description `state` of an agent; `waiting` and `free` of a queue.
         */
        TargetShown: {
            /**
             * Free
             * @default 0
             */
            free: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "agent" | "queue" | "flow";
            /** Name */
            name: string;
            /**
             * Name Es
             * @default
             */
            name_es: string;
            /**
             * State
             * @default
             */
            state: string;
            /** Value */
            value: string;
            /**
             * Waiting
             * @default 0
             */
            waiting: number;
        };
        /**
         * TargetWanted
         * @description A user, a queue, a number (E.164, or as written in the brand's country), or a flow.
         */
        TargetWanted: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "agent" | "queue" | "number" | "flow";
            /** Value */
            value: string;
        };
        /** TermWanted */
        TermWanted: {
            /** Queue */
            queue: string;
        };
        /**
         * Tested
         * @description `outcome` ok, or why it is no use.
         */
        Tested: {
            /** Ms */
            ms: number;
            /** Outcome */
            outcome: string;
        };
        /** TestShown */
        TestShown: {
            /** Covered */
            covered: string[];
            /** Failures */
            failures: components["schemas"]["FailureShown"][];
            /** Name */
            name: string;
            /** Passed */
            passed: boolean;
        };
        /**
         * TestsShown
         * @description `covered`: nodes some test went through; `missed`: those none did.
         */
        TestsShown: {
            /** Covered */
            covered: string[];
            /** Missed */
            missed: string[];
            /** Results */
            results: components["schemas"]["TestShown"][];
        };
        /**
         * TestWanted
         * @description Which assistant: its draft when there is one, else what is published.
         */
        TestWanted: {
            /**
             * Language
             * @default es
             * @enum {string}
             */
            language?: "es" | "en";
            /** Slug */
            slug: string;
        };
        /** TextGiven */
        TextGiven: {
            /** Text */
            text: string;
        };
        /** TextShown */
        TextShown: {
            /** Text */
            text: string;
        };
        /**
         * ToBlock
         * @description A telephone number as it is written in the brand's country, or with + and the country's code.
         */
        ToBlock: {
            /** Number */
            number: string;
            /**
             * Why
             * @default
             */
            why?: string;
        };
        /** Token */
        Token: {
            /** Token */
            token: string;
        };
        /**
         * Told
         * @description About a report: its dates, the zone they are in, the definitions' edition, and the last fact that is in it.
         *     `behind`: what was before is still being counted.
         */
        Told: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Before Since */
            before_since: string | null;
            /** Before Until */
            before_until: string | null;
            /** Behind */
            behind: boolean;
            /** Edition */
            edition: number;
            /** Seq */
            seq: number;
            /** Since */
            since: string;
            /** Until */
            until: string;
            /** Zone */
            zone: string;
        };
        /**
         * TouchShown
         * @description A look (`how`, `views` from `since` to `at`) or a change (`fact`, `changes`).
         */
        TouchShown: {
            actor: components["schemas"]["Who"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Changes */
            changes: components["schemas"]["FieldChangedShown"][];
            /** Conversation */
            conversation: string;
            /** Fact */
            fact: string;
            /** How */
            how: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "view" | "change";
            /** Number */
            number: number;
            /** Seq */
            seq: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Views */
            views: number;
        };
        /** ToWanted */
        ToWanted: {
            to: components["schemas"]["TargetWanted"];
        };
        /**
         * Trained
         * @description `learned` false: there is too little to learn from, or the match went off by itself.
         */
        Trained: {
            /** Learned */
            learned: boolean;
        };
        /**
         * Traits
         * @description What a channel can do: the composer's limits.
         */
        Traits: {
            /** Endpoints */
            endpoints: boolean;
            /** Html */
            html: boolean;
            /** Max Attachment Bytes */
            max_attachment_bytes: number;
            /** Max Attachments */
            max_attachments: number;
            /** Max Chars */
            max_chars: number;
            /** Receipts */
            receipts: boolean;
            /** Session */
            session: boolean;
            /** Subject */
            subject: boolean;
            /** Typing */
            typing: boolean;
        };
        /**
         * TrialGiven
         * @description Everything done so far; `at` is local time of the brand. `name`: what it is called as a test.
         */
        TrialGiven: {
            /** Acts */
            acts?: components["schemas"]["ActGiven"][];
            /** At */
            at: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Brand */
            brand?: {
                [key: string]: string | number | boolean;
            };
            /**
             * Channel
             * @default webchat
             */
            channel?: string;
            /** Conversation */
            conversation?: {
                [key: string]: string | number | boolean;
            };
            /** Customer */
            customer?: {
                [key: string]: string | number | boolean;
            };
            /**
             * Language
             * @default es
             */
            language?: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /** Slug */
            slug: string;
        };
        /**
         * TrialShown
         * @description `heard[n]` followed the n-th act, the beginning first. `due_seconds`: until silence counts. `test`: all of it as
         *     a test, to be kept with the flow.
         */
        TrialShown: {
            /** Awaiting */
            awaiting: string;
            /** Due Seconds */
            due_seconds: number | null;
            errand: components["schemas"]["ErrandShown"] | null;
            /** Flow */
            flow: string;
            /** Goals */
            goals: string[];
            /** Heard */
            heard: components["schemas"]["HappenedShown"][][];
            /** Language */
            language: string;
            /** Node */
            node: string;
            /** Outcome */
            outcome: string;
            /** Test */
            test: {
                [key: string]: unknown;
            };
            /** Values */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * Tried
         * @description `known` false: about nothing that was taught. `wanted`: everything he wants. `person`: he wants one.
         */
        Tried: {
            /** Intents */
            intents: components["schemas"]["IntentSure"][];
            /** Known */
            known: boolean;
            /** Like */
            like: components["schemas"]["ExampleLike"][];
            /** Person */
            person: boolean;
            /** Slots */
            slots: components["schemas"]["SlotFound"][];
            /** Wanted */
            wanted: string[];
        };
        /**
         * Trust
         * @description Who the customer is known to be here, how that can be made sure of, and what was granted.
         */
        Trust: {
            /** Blocked */
            blocked: boolean;
            /** Decisions */
            decisions: components["schemas"]["DecisionRow"][];
            /** Failed */
            failed: number;
            /** Grants */
            grants: components["schemas"]["Grantable"][];
            /** May Vouch */
            may_vouch: boolean;
            /** Questions */
            questions: string[];
            verified: components["schemas"]["Verified"] | null;
        };
        /** Try */
        Try: {
            /** Text */
            text: string;
        };
        /**
         * Understanding
         * @description A piece of the query and what it was taken for. `problem`: unknown_operator, unknown_value or no_value.
         */
        Understanding: {
            /** Negated */
            negated: boolean;
            /** Problem */
            problem: string;
            /** Taken */
            taken: string;
            /** Text */
            text: string;
            /** Value */
            value: string;
        };
        /** UndoWanted */
        UndoWanted: {
            /** Steps */
            steps: components["schemas"]["StepBack"][];
        };
        /** Unhelpful */
        Unhelpful: {
            /** Article */
            article: string;
            /** Comments */
            comments: string[];
            /** Helpful */
            helpful: number;
            /** Title */
            title: string;
            /** Unhelpful */
            unhelpful: number;
        };
        /** Until */
        Until: {
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /** Used */
        Used: {
            /** Article */
            article: string;
            /** Conversation */
            conversation: string;
            /**
             * How
             * @enum {string}
             */
            how: "text" | "link";
        };
        /**
         * UserGiven
         * @description What is left out stays as it is.
         */
        UserGiven: {
            /** Active */
            active?: boolean | null;
            /** Brands */
            brands?: string[] | null;
            /** Capacity */
            capacity?: {
                [key: string]: number;
            } | null;
            /** Email */
            email?: string | null;
            /** Languages */
            languages?: {
                [key: string]: number;
            } | null;
            /** Locale */
            locale?: string | null;
            /** Name */
            name?: string | null;
            /** Password */
            password?: string | null;
            /** Role */
            role?: string | null;
            /** Skills */
            skills?: {
                [key: string]: number;
            } | null;
            /** Teams */
            teams?: string[] | null;
            /** Theme */
            theme?: string | null;
            /** Workload */
            workload?: string | null;
        };
        /** Users */
        Users: {
            /** Items */
            items: components["schemas"]["UserShown"][];
        };
        /** UserShown */
        UserShown: {
            /** Active */
            active: boolean;
            /** Brands */
            brands: string[];
            /** Capacity */
            capacity: {
                [key: string]: number;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** Has Password */
            has_password: boolean;
            /** Id */
            id: string;
            /** Invited Until */
            invited_until: string | null;
            /** Languages */
            languages: {
                [key: string]: number;
            };
            /** Last Seen At */
            last_seen_at: string | null;
            /** Locale */
            locale: string;
            /** Name */
            name: string;
            /**
             * Open Work
             * @default 0
             */
            open_work: number;
            /** Role */
            role: string;
            /** Skills */
            skills: {
                [key: string]: number;
            };
            /** Teams */
            teams: string[];
            /** Theme */
            theme: string;
            /** Workload */
            workload: string;
        };
        /**
         * Verified
         * @description He is who he says, in the conversation asked for, until then.
         */
        Verified: {
            agent: components["schemas"]["Named"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Method */
            method: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /** Versions */
        Versions: {
            /** Items */
            items: components["schemas"]["VersionShown"][];
        };
        /** VersionShown */
        VersionShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Rolled Back From */
            rolled_back_from: number | null;
            /** Version */
            version: number;
        };
        /**
         * Viewing
         * @description An administrator sees the desk as `user` does, until then, and changes nothing.
         */
        Viewing: {
            /** By Name */
            by_name: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /** ViewingUntil */
        ViewingUntil: {
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * ViewShown
         * @description `mine`: it is one's own; `may_change`: one may alter it.
         */
        ViewShown: {
            /** Filters */
            filters: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /** May Change */
            may_change: boolean;
            /** Mine */
            mine: boolean;
            /** Name */
            name: string;
            /** Shared */
            shared: string;
            /** Sort */
            sort: string;
        };
        /** ViewsShown */
        ViewsShown: {
            /** Items */
            items: components["schemas"]["ViewShown"][];
        };
        /** ViewWanted */
        ViewWanted: {
            filters: components["schemas"]["Narrowed"];
            /** Name */
            name: string;
            /**
             * Shared
             * @default
             */
            shared?: string;
            /**
             * Sort
             * @default due
             * @enum {string}
             */
            sort?: "-touched_at" | "due" | "waiting";
        };
        /** VipWanted */
        VipWanted: {
            /** Vip */
            vip: boolean;
        };
        /** Voicemails */
        Voicemails: {
            /** Items */
            items: components["schemas"]["VoicemailShown"][];
        };
        /**
         * VoicemailShown
         * @description `interaction` is the work it made, `state` how far that is: queued, offered, handling, wrap_up or done.
         */
        VoicemailShown: {
            /** At */
            at: string;
            /** Conversation */
            conversation: string;
            /** Customer */
            customer: string;
            /** Interaction */
            interaction: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Queue */
            queue: string;
            /** Recording */
            recording: string;
            /** Seconds */
            seconds: number;
            /** Shown */
            shown: string;
            /** State */
            state: string;
        };
        /** VoteShown */
        VoteShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Comment */
            comment: string;
            /** Helpful */
            helpful: boolean;
            /** Language */
            language: string;
            /** Version */
            version: number;
        };
        /** Waiting */
        Waiting: {
            /** Channel */
            channel: string;
            /** Conversation */
            conversation: string;
            customer: components["schemas"]["CustomerBrief"];
            /** Due At */
            due_at: string | null;
            /**
             * Entered
             * Format: date-time
             */
            entered: string;
            /** Interaction */
            interaction: string;
            /** Number */
            number: number;
            /** Position */
            position: number;
            /** Priority */
            priority: number;
            /** Queue */
            queue: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State */
            state: string;
            /** Step */
            step: number;
            /** Subject */
            subject: string;
            /** Vip */
            vip: boolean;
            /** Wait Ms */
            wait_ms: number;
        };
        /** WaitingList */
        WaitingList: {
            /** Items */
            items: components["schemas"]["Waiting"][];
        };
        /** WallData */
        WallData: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** People */
            people: components["schemas"]["WallPerson"][];
            /** Queues */
            queues: components["schemas"]["QueueNow"][];
            /** States */
            states: {
                [key: string]: number;
            };
        };
        /** WallList */
        WallList: {
            /** Items */
            items: components["schemas"]["WallShown"][];
        };
        /**
         * WallMade
         * @description `path` opens it without signing in. It is shown this once.
         */
        WallMade: {
            /** Path */
            path: string;
            wall: components["schemas"]["WallShown"];
        };
        /**
         * WallPerson
         * @description `name` is a first name, empty where the wall shows no people.
         */
        WallPerson: {
            /** Name */
            name: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State */
            state: string;
        };
        /** WallShown */
        WallShown: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** People */
            people: boolean;
            /** Queues */
            queues: string[];
        };
        /**
         * WallWanted
         * @description No queues: every one. `people`: first names of agents are shown.
         */
        WallWanted: {
            /**
             * Language
             * @default es
             * @enum {string}
             */
            language?: "es" | "en";
            /** Name */
            name: string;
            /**
             * People
             * @default false
             */
            people?: boolean;
            /**
             * Queues
             * @default []
             */
            queues?: string[];
        };
        /** Week */
        Week: {
            /** Actual Ms */
            actual_ms: number;
            /** Drifted */
            drifted: boolean;
            /** Pieces */
            pieces: number;
            /** Predicted Ms */
            predicted_ms: number;
            /**
             * Week
             * Format: date-time
             */
            week: string;
        };
        /** Who */
        Who: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Type */
            type: string;
        };
        /**
         * WhoCalls
         * @description `shown` is the number as it is read. No callers: nobody is known by it.
         */
        WhoCalls: {
            /** Callers */
            callers: components["schemas"]["Caller"][];
            /** Number */
            number: string;
            /** Shown */
            shown: string;
        };
        /**
         * Why
         * @description `position` is the place in the queue, from 1; 0 when it does not wait. `next_at` is when time alone may change
         *     something for it; `me` the viewer's own row.
         */
        Why: {
            /** Able */
            able: number;
            /** Ahead */
            ahead: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Candidates */
            candidates: components["schemas"]["Candidate"][];
            /** Channel */
            channel: string;
            /** Complete */
            complete: boolean;
            /** Due */
            due: string | null;
            /** Excluded */
            excluded: {
                [key: string]: number;
            };
            expected: components["schemas"]["Span"] | null;
            me: components["schemas"]["Candidate"] | null;
            /** Next At */
            next_at: string | null;
            /** Position */
            position: number;
            /** Priority */
            priority: number;
            /** Rule */
            rule: string;
            rules: components["schemas"]["Rules"] | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Status */
            status: string;
            /** Text */
            text: {
                [key: string]: string;
            };
            /** Vip */
            vip: boolean;
            /** Waiting */
            waiting: boolean;
        };
        /**
         * WhyThen
         * @description The decision made again from the log: `same` is byte for byte. `at` is when it was made.
         */
        WhyThen: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Differences */
            differences: components["schemas"]["atiende__api__past__Changed"][];
            explanation: components["schemas"]["Explained"];
            /** Interaction */
            interaction: string;
            /** Offer */
            offer: string;
            receipt: components["schemas"]["Receipt"];
            /** Same */
            same: boolean;
        };
        /** Word */
        Word: {
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /** Words */
        Words: {
            /**
             * Language
             * @enum {string}
             */
            language: "es" | "en";
            /** Text */
            text: string;
        };
        /**
         * Worked
         * @description Who took work that day.
         */
        Worked: {
            /** Agents */
            agents: string[];
        };
        /**
         * WorkedChoice
         * @description One with its name in Spanish.
         */
        WorkedChoice: {
            /** Name */
            name: string;
            /** Name Es */
            name_es: string;
            /** Slug */
            slug: string;
        };
        /**
         * WorkList
         * @description What an agent has open; `hidden` counts what the viewer may not read.
         */
        WorkList: {
            /** Hidden */
            hidden: number;
            /** Items */
            items: components["schemas"]["Row"][];
        };
        /** WorkMoved */
        WorkMoved: {
            /** Moved */
            moved: string[];
        };
        /**
         * WouldGet
         * @description A dry run: the first candidate would be asked, then the next.
         */
        WouldGet: {
            /** Able */
            able: number;
            /** Ahead */
            ahead: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Candidates */
            candidates: components["schemas"]["Candidate"][];
            /** Complete */
            complete: boolean;
            /** Excluded */
            excluded: {
                [key: string]: number;
            };
            /** Priority */
            priority: number;
            /** Rule */
            rule: string;
            rules: components["schemas"]["Rules"] | null;
        };
        /**
         * WrapUpShown
         * @description Until when it may take now.
         */
        WrapUpShown: {
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * Written
         * @description `values` by path, as `customer.first_name`. `usual`: which text is sent where this one is empty.
         */
        Written: {
            /** Text */
            text: string;
            /**
             * Usual
             * @default
             * @enum {string}
             */
            usual?: "" | "acknowledge_es" | "acknowledge_en" | "out_of_hours_es" | "out_of_hours_en";
            /**
             * Values
             * @default {}
             */
            values?: {
                [key: string]: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthShown"];
                };
            };
        };
    };
    get_nodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodesShown"];
                };
            };
        };
    };
    get_overview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
        };
    };
    search_settings: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hits"];
                };
            };
        };
    };
    move_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Abilities"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbilitiesMoved"];
                };
            };
        };
    };
    reassign_work: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassignment"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reassigned"];
                };
            };
        };
    };
    sign_out_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    force_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateForced"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presence"];
                };
            };
        };
    };
    list_work: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkList"];
                };
            };
        };
    };
    get_algorithm_file: {
        parameters: {
            query?: {
                form?: "html" | "json";
                language?: ("es" | "en") | null;
                since?: string | null;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/html": string;
                };
            };
        };
    };
    list_approvals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asks"];
                };
            };
        };
    };
    get_assistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistOverview"];
                };
            };
        };
    };
    list_calls: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CallShown_"];
                };
            };
        };
    };
    get_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallTexts"];
                };
            };
        };
    };
    test_assistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tested"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                actor?: string;
                cursor?: string | null;
                kind?: string[] | null;
                limit?: number;
                q?: string;
                since?: string | null;
                subject?: string;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditLine_"];
                };
            };
        };
    };
    audit_chain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChain"];
                };
            };
        };
    };
    export_audit: {
        parameters: {
            query?: {
                actor?: string;
                kind?: string[] | null;
                q?: string;
                since?: string | null;
                subject?: string;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    list_blocked_callers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedCallers"];
                };
            };
        };
    };
    block_caller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToBlock"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedShown"];
                };
            };
        };
    };
    unblock_caller: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                blocked_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_board: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
        };
    };
    list_sent_broadcasts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastList"];
                };
            };
        };
    };
    move_work: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__supervising__MoveWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkMoved"];
                };
            };
        };
    };
    list_past_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeList"];
                };
            };
        };
    };
    list_waiting: {
        parameters: {
            query?: {
                queue?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingList"];
                };
            };
        };
    };
    list_broadcasts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastList"];
                };
            };
        };
    };
    send_broadcast: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastShown"];
                };
            };
        };
    };
    end_broadcast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                broadcast_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    begin_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallBegun"];
                };
            };
        };
    };
    attach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    conference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    consult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ask_help: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__phone_shapes__HandWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    leave_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    press_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeysWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    monitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitorWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    swap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__phone_shapes__TransferWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    dial_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dialled"];
                };
            };
        };
    };
    begin_echo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EchoMade"];
                };
            };
        };
    };
    end_echo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinesShown"];
                };
            };
        };
    };
    list_live_calls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
        };
    };
    list_my_calls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyCalls"];
                };
            };
        };
    };
    note_ringing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RingingWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoCalls"];
                };
            };
        };
    };
    list_targets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetList"];
                };
            };
        };
    };
    who_calls: {
        parameters: {
            query: {
                number: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoCalls"];
                };
            };
        };
    };
    list_canaries: {
        parameters: {
            query?: {
                up?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanaryList"];
                };
            };
        };
    };
    dismiss_canary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                canary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    propose_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                canary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeWanted"];
                };
            };
        };
    };
    get_catalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
        };
    };
    list_commitments: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                view?: "mine" | "team" | "overdue" | "done";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CommitmentShown_"];
                };
            };
        };
    };
    make_commitment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommitmentWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentShown"];
                };
            };
        };
    };
    alter_commitment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                commitment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommitmentAltered"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentShown"];
                };
            };
        };
    };
    keep_commitment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                commitment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentShown"];
                };
            };
        };
    };
    reopen_commitment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                commitment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentShown"];
                };
            };
        };
    };
    withdraw_commitment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                commitment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentShown"];
                };
            };
        };
    };
    list_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
        };
    };
    read_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentShown"];
                };
            };
        };
    };
    compare_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentShown"];
                };
            };
        };
    };
    discard_draft: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    publish_draft: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentShown"];
                };
            };
        };
    };
    retire_document: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentShown"];
                };
            };
        };
    };
    roll_back: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBack"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentShown"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Versions"];
                };
            };
        };
    };
    apply_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_apply_config"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigPlan"];
                };
            };
        };
    };
    export_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
        };
    };
    plan_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_plan_config"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigPlan"];
                };
            };
        };
    };
    get_schemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                agent?: string | null;
                brand?: string | null;
                channel?: string | null;
                cursor?: string | null;
                customer?: string | null;
                hand?: string | null;
                kind?: string | null;
                language?: string | null;
                limit?: number;
                opened_over?: string | null;
                opened_within?: string | null;
                overdue?: string | null;
                priority?: string | null;
                queue?: string | null;
                reason?: string | null;
                sort?: ("-touched_at" | "due" | "waiting") | null;
                status?: string | null;
                tag?: string | null;
                team?: string | null;
                touched_over?: string | null;
                touched_within?: string | null;
                view?: string;
                vip?: string | null;
                waiting_over?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Row_"];
                };
            };
        };
    };
    start_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: {
                via?: "screen" | "search";
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    assign_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assignee"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_colleagues: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Named_"];
                };
            };
        };
    };
    list_conversation_commitments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentList"];
                };
            };
        };
    };
    get_confirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
        };
    };
    grant_something: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRow"];
                };
            };
        };
    };
    get_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                mode: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description There is none */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                mode: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    delete_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                mode: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_fields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldsWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterShown"];
                };
            };
        };
    };
    raise_hand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__matter__HandWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    lower_hand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_held: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Held_"];
                };
            };
        };
    };
    hold_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeldWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"] | components["schemas"]["MessageEntry"];
                };
            };
        };
    };
    invite_to_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_issues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issues"];
                };
            };
        };
    };
    link_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issues"];
                };
            };
        };
    };
    unlink_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issues"];
                };
            };
        };
    };
    note_told: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issues"];
                };
            };
        };
    };
    list_join_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinLinkList"];
                };
            };
        };
    };
    make_join_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinLinkWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinLinkMade"];
                };
            };
        };
    };
    set_kind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KindWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_macros: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MacroShown_"];
                };
            };
        };
    };
    apply_macro: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
        };
    };
    undo_macro: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    get_matter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterShown"];
                };
            };
        };
    };
    merge_conversations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    send_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"];
                };
            };
        };
    };
    list_working_moments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MomentShown_"];
                };
            };
        };
    };
    start_monitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorShown"];
                };
            };
        };
    };
    stop_monitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_monitors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorList"];
                };
            };
        };
    };
    move_messages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__matter__MoveWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    write_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__messages__NoteWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"];
                };
            };
        };
    };
    pend_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    pin_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_priority: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriorityWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    propose_reason: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonProposed"];
                };
            };
        };
    };
    set_reason: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_recordings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recordings"];
                };
            };
        };
    };
    release_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    reopen_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    resolve_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutcomeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_scripts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptList"];
                };
            };
        };
    };
    begin_script: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptStep"];
                };
            };
        };
    };
    answer_script: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptAnswer"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptStep"];
                };
            };
        };
    };
    mark_seen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeenUpTo"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    snooze_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Until"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    split_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    list_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionList"];
                };
            };
        };
    };
    propose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    set_tags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    take_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    get_timeline: {
        parameters: {
            query?: {
                before?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Annotated_Union_MessageEntry__EventEntry___FieldInfo_annotation_NoneType__required_True__discriminator__type____"];
                };
            };
        };
    };
    get_timeline_around: {
        parameters: {
            query: {
                ahead?: number;
                message: string;
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Around"];
                };
            };
        };
    };
    transfer_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__steps__TransferWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    get_trust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
        };
    };
    unmerge_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    check_verification_answers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswersSaid"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
        };
    };
    send_verification_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
        };
    };
    check_verification_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeSaid"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
        };
    };
    vouch_for_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["atiende__api__trust__NoteWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    step_many: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDone"];
                };
            };
        };
    };
    count_found: {
        parameters: {
            query?: {
                agent?: string | null;
                brand?: string | null;
                channel?: string | null;
                cursor?: string | null;
                customer?: string | null;
                hand?: string | null;
                kind?: string | null;
                language?: string | null;
                limit?: number;
                opened_over?: string | null;
                opened_within?: string | null;
                overdue?: string | null;
                priority?: string | null;
                queue?: string | null;
                reason?: string | null;
                sort?: ("-touched_at" | "due" | "waiting") | null;
                status?: string | null;
                tag?: string | null;
                team?: string | null;
                touched_over?: string | null;
                touched_within?: string | null;
                view?: string;
                vip?: string | null;
                waiting_over?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["atiende__api__shapes__CountShown"];
                };
            };
        };
    };
    count_conversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
        };
    };
    list_customers: {
        parameters: {
            query?: {
                brand?: string;
                channel?: string;
                cursor?: string | null;
                limit?: number;
                organization?: string;
                q?: string;
                vip?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CustomerLine_"];
                };
            };
        };
    };
    get_customer: {
        parameters: {
            query?: {
                conversation?: string;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    edit_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    list_accesses: {
        parameters: {
            query?: {
                actor?: string;
                cursor?: string | null;
                kind?: "" | "view" | "change";
                limit?: number;
                since?: string | null;
                until?: string | null;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TouchShown_"];
                };
            };
        };
    };
    export_accesses: {
        parameters: {
            query?: {
                actor?: string;
                kind?: "" | "view" | "change";
                since?: string | null;
                until?: string | null;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    list_customer_commitments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentList"];
                };
            };
        };
    };
    list_consents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
        };
    };
    list_customer_conversations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Row_"];
                };
            };
        };
    };
    add_customer_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    change_customer_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
                identity_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    link_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    unlink_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    set_customer_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BelongsWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    dismiss_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    suggest_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
        };
    };
    get_customer_timeline: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Annotated_Union_MessageEntry__EventEntry___FieldInfo_annotation_NoneType__required_True__discriminator__type____"];
                };
            };
        };
    };
    set_customer_vip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VipWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    export_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    export_customers: {
        parameters: {
            query?: {
                brand?: string;
                channel?: string;
                cursor?: string | null;
                limit?: number;
                organization?: string;
                q?: string;
                vip?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    approve_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Word"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRow"];
                };
            };
        };
    };
    refuse_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Word"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRow"];
                };
            };
        };
    };
    withdraw_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRow"];
                };
            };
        };
    };
    replay_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryLine"];
                };
            };
        };
    };
    get_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoState"];
                };
            };
        };
    };
    load_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoState"];
                };
            };
        };
    };
    remove_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Left"];
                };
            };
        };
    };
    switch_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switched-Input"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoState"];
                };
            };
        };
    };
    enter_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    leave_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Left"];
                };
            };
        };
    };
    list_endpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoints"];
                };
            };
        };
    };
    bring_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTaken"];
                };
            };
        };
    };
    get_endpoint_signs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signs"];
                };
            };
        };
    };
    get_snippet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snippet"];
                };
            };
        };
    };
    test_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steps"];
                };
            };
        };
    };
    run_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation_run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
        };
    };
    upload_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_upload_file"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileKept"];
                };
            };
        };
    };
    get_file: {
        parameters: {
            query?: {
                exp?: number | null;
                sig?: string;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    list_flows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowLines"];
                };
            };
        };
    };
    get_counts: {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountsShown"];
                };
            };
        };
    };
    lint_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingsShown"];
                };
            };
        };
    };
    read_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BodyShown"];
                };
            };
        };
    };
    list_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipesShown"];
                };
            };
        };
    };
    read_recipe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeShown"];
                };
            };
        };
    };
    make_from_recipe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeMade"];
                };
            };
        };
    };
    unmake_recipe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
                recipe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeUnmade"];
                };
            };
        };
    };
    preview_recipe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipePreview"];
                };
            };
        };
    };
    simulate_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialShown"];
                };
            };
        };
    };
    test_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestsShown"];
                };
            };
        };
    };
    write_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextShown"];
                };
            };
        };
    };
    show_formatted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Marked"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Formatted"];
                };
            };
        };
    };
    list_guarantees: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guarantees"];
                };
            };
        };
    };
    check_guarantees_again: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rechecking"];
                };
            };
        };
    };
    discard_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                held_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    recall_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                held_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    send_held: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                held_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imports"];
                };
            };
        };
    };
    begin_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_begin_import"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
        };
    };
    read_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
        };
    };
    order_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: "check" | "run" | "undo";
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShort"];
                };
            };
        };
    };
    list_lines: {
        parameters: {
            query?: {
                cursor?: number;
                outcome?: "created" | "changed" | "skipped" | "problem";
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImportLineShown_"];
                };
            };
        };
    };
    map_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mapped"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
        };
    };
    get_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    list_ingress: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: ("quarantined" | "set_aside") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_IngressLine_"];
                };
            };
        };
    };
    get_raw_ingress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ingress_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
        };
    };
    retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ingress_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retried"];
                };
            };
        };
    };
    list_intents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntentsLearned"];
                };
            };
        };
    };
    suggest_examples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedExamples"];
                };
            };
        };
    };
    list_confusions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confusions"];
                };
            };
        };
    };
    try_sentence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Try"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tried"];
                };
            };
        };
    };
    request_callback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallbackWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackKept"];
                };
            };
        };
    };
    classify_interaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutcomeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hang_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_receipts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipts"];
                };
            };
        };
    };
    route_interaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    explain_interaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
        };
    };
    end_wrap_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    extend_wrap_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrapUpShown"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAccepted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    look_at_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationLooked"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationSeen"];
                };
            };
        };
    };
    revoke_join_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                join_link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyIssued"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_articles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Articles"];
                };
            };
        };
    };
    read_article: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    list_linked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedConversations"];
                };
            };
        };
    };
    save_article: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticleDraft"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    discard_article: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    publish_article: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    retire_article: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    ask_review: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewAsked"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    roll_back_article: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolledBack"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    end_review: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewVerdict"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleShown"];
                };
            };
        };
    };
    upload_picture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_upload_picture"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileKept"];
                };
            };
        };
    };
    get_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    list_gaps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gaps"];
                };
            };
        };
    };
    close_gap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GapDone"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_article: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Previewed"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewShown"];
                };
            };
        };
    };
    read_knowledge: {
        parameters: {
            query?: {
                conversation?: string;
                language?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleRead"];
                };
            };
        };
    };
    search_knowledge: {
        parameters: {
            query?: {
                conversation?: string;
                language?: string;
                q?: string;
                typed?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passages"];
                };
            };
        };
    };
    note_used: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Used"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_matches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matches"];
                };
            };
        };
    };
    switch_match: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_times: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictedTimes"];
                };
            };
        };
    };
    train_match: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trained"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    patch_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    get_presence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presence"];
                };
            };
        };
    };
    put_presence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presence"];
                };
            };
        };
    };
    get_raw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
        };
    };
    resend_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageEntry"] | components["schemas"]["EventEntry"];
                };
            };
        };
    };
    list_missed_calls: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissedCalls"];
                };
            };
        };
    };
    list_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeList"];
                };
            };
        };
    };
    raise_notice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeShown"];
                };
            };
        };
    };
    end_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_offers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offers"];
                };
            };
        };
    };
    accept_offer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    decline_offer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_organizations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrganizationLine_"];
                };
            };
        };
    };
    add_organization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationNew"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationShown"];
                };
            };
        };
    };
    get_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationShown"];
                };
            };
        };
    };
    edit_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationShown"];
                };
            };
        };
    };
    list_organization_people: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CustomerLine_"];
                };
            };
        };
    };
    list_outbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMails"];
                };
            };
        };
    };
    read_outbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mail_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
        };
    };
    get_past: {
        parameters: {
            query: {
                at: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Past"];
                };
            };
        };
    };
    list_moments: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pulses"];
                };
            };
        };
    };
    explain_offer: {
        parameters: {
            query: {
                offer: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyThen"];
                };
            };
        };
    };
    list_prompt_uses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptUses"];
                };
            };
        };
    };
    keep_sound: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_keep_sound"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundKept"];
                };
            };
        };
    };
    get_sound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
        };
    };
    speak_words: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Words"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
        };
    };
    set_alerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertsWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsWanted"];
                };
            };
        };
    };
    get_switch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
        };
    };
    switch_queue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchState"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switched-Output"];
                };
            };
        };
    };
    get_queue_signs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signs"];
                };
            };
        };
    };
    list_quick_replies: {
        parameters: {
            query: {
                channel?: string;
                conversation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QuickReplyShown_"];
                };
            };
        };
    };
    find_recordings: {
        parameters: {
            query?: {
                agent?: string;
                commented?: boolean | null;
                cursor?: string | null;
                days?: number;
                disposition?: string;
                hold?: boolean | null;
                least_seconds?: number;
                limit?: number;
                queue?: string;
                /** @description So many of them by lot, instead of a page. */
                sample?: number;
                /** @description Draws the same sample again. */
                seed?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingsFound"];
                };
            };
        };
    };
    read_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingDetail"];
                };
            };
        };
    };
    delete_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    comment_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentShown"];
                };
            };
        };
    };
    drop_recording_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment_id: string;
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hold_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    shorten_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DaysWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hear_recording: {
        parameters: {
            query?: {
                download?: boolean;
            };
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": string;
                };
            };
        };
    };
    shorten_recordings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TermWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["atiende__api__recordings__Changed"];
                };
            };
        };
    };
    report_agents: {
        parameters: {
            query: {
                compare?: "" | "before" | "week";
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentReport"];
                };
            };
        };
    };
    report_calls: {
        parameters: {
            query: {
                compare?: "" | "before" | "week";
                /** @description Answered in time: within so many seconds of waiting. */
                seconds?: number;
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallReport"];
                };
            };
        };
    };
    report_call_entries: {
        parameters: {
            query: {
                of: "calls" | "incoming" | "outgoing" | "offered" | "answered" | "in_time" | "late" | "level_base" | "three_minutes" | "three_minutes_base" | "abandoned" | "abandoned_long" | "in_menu" | "in_queue" | "in_ringing" | "short" | "contained" | "callbacks" | "messages" | "refused" | "talked" | "held" | "transferred" | "reached" | "people" | "false_machines" | "to_record" | "recorded" | "unrecorded";
                queue?: string | null;
                /** @description Answered in time: within so many seconds of waiting. */
                seconds?: number;
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallEntries"];
                };
            };
        };
    };
    export_calls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallsExport"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
        };
    };
    report_entries: {
        parameters: {
            query: {
                agent?: string;
                begins?: number | null;
                channel?: string;
                of?: "offered" | "answered" | "abandoned" | "short" | "moved" | "waiting" | "in_time" | "late" | "level_base" | "handled" | "transferred";
                queue?: string;
                since: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entries"];
                };
            };
        };
    };
    export_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportAsked"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
        };
    };
    report_intervals: {
        parameters: {
            query: {
                channel?: string;
                grain?: "half" | "day";
                queue?: string;
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntervalReport"];
                };
            };
        };
    };
    report_queues: {
        parameters: {
            query: {
                compare?: "" | "before" | "week";
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueReport"];
                };
            };
        };
    };
    report_selfservice: {
        parameters: {
            query: {
                channel?: string;
                compare?: "" | "before" | "week";
                flow?: string;
                /** @description A local date, `2026-03-02`. */
                since: string;
                /** @description A local date, `2026-03-02`. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfServiceReport"];
                };
            };
        };
    };
    export_selfservice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServedExport"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
        };
    };
    report_sessions: {
        parameters: {
            query: {
                channel?: string;
                flow?: string;
                node?: string;
                of?: "sessions" | "ended" | "goal" | "contained" | "not_contained" | "unassisted" | "left" | "handoffs" | "taken" | "late" | "lost" | "failed" | "offered" | "deflected" | "found" | "missing" | "judged";
                reason?: string | null;
                since: string;
                until?: string;
                why?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
        };
    };
    who_would_get: {
        parameters: {
            query: {
                agent?: string;
                channel?: string;
                language?: string;
                priority?: number | null;
                queue: string;
                reason?: string;
                skills?: string;
                vip?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WouldGet"];
                };
            };
        };
    };
    search_everything: {
        parameters: {
            query: {
                cursor?: string | null;
                q: string;
                type?: "all" | "messages" | "calls" | "customers" | "companies" | "conversations";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
        };
    };
    list_secrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secrets"];
                };
            };
        };
    };
    set_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_setup: {
        parameters: {
            query?: {
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupOpen"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    get_first_demo: {
        parameters: {
            query?: {
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoState"];
                };
            };
        };
    };
    load_first_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoState"];
                };
            };
        };
    };
    enter_first_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    list_simulations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulations"];
                };
            };
        };
    };
    start_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question-Input"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationLine"];
                };
            };
        };
    };
    read_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                simulation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationShown"];
                };
            };
        };
    };
    delete_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                simulation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    apply_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                simulation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationShown"];
                };
            };
        };
    };
    cancel_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                simulation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationLine"];
                };
            };
        };
    };
    get_ground: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ground"];
                };
            };
        };
    };
    get_worked: {
        parameters: {
            query: {
                day: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worked"];
                };
            };
        };
    };
    end_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                suggestion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ending"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionShown"];
                };
            };
        };
    };
    preview_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Written"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reads"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserShown"];
                };
            };
        };
    };
    read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserShown"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserGiven"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserShown"];
                };
            };
        };
    };
    get_desk_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskPhoneShown"] | null;
                };
            };
        };
    };
    show_desk_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordAsked"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskPhoneShown"];
                };
            };
        };
    };
    invite_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationMade"];
                };
            };
        };
    };
    view_as: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewingUntil"];
                };
            };
        };
    };
    stop_viewing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsShown"];
                };
            };
        };
    };
    create_view: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewShown"];
                };
            };
        };
    };
    change_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewShown"];
                };
            };
        };
    };
    drop_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountsOfViews"];
                };
            };
        };
    };
    list_voicemails: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Voicemails"];
                };
            };
        };
    };
    get_wall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallData"];
                };
            };
        };
    };
    list_walls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallList"];
                };
            };
        };
    };
    open_wall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WallWanted"];
            };
        };
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallMade"];
                };
            };
        };
    };
    close_wall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                wall_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: ("waiting" | "delivered" | "failed") | null;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeliveryLine_"];
                };
            };
        };
    };
    test_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryLine"];
                };
            };
        };
    };
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem, in the reader's language */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
}
