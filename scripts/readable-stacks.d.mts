export declare const readableStacks: string[];
