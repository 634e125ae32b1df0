export declare function holdByTurns(
  pending: number,
  operations: number,
  turns: number,
): Promise<{ pending: number; queue: number; objects: number; ratio: number; order: number }>
