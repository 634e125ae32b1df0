/** Of a case as bench/speed-peers.js has it: where its programs did not do the same work. */
export declare function disagreements(one: { work: string; size: object; rows: object[] }): string[]
