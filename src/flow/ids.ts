/** Names a node across all flows of a release: `<flow>/<node>`, as `hotline/main-menu`. */
export type NodeId = string;

/** Names one release by the hash of all that decides what a caller hears: 32 hex digits. */
export type ReleaseId = string;

/** What flows, nodes, prompts, choices, exits and queues are called: words of small letters and digits, joined by hyphens. */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What variables are called: one word that starts small, `paymentAmount`. */
export const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;

export const nodeId = (flow: string, node: string): NodeId => `${flow}/${node}`;

/** The flow that a node belongs to. */
export const flowOf = (id: NodeId): string => id.slice(0, id.indexOf('/'));

/** What a node is called in its flow. */
export const nodeNameOf = (id: NodeId): string => id.slice(id.indexOf('/') + 1);
