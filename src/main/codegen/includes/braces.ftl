|   < LBRACE_D: "{\u0007d" >
|   < LBRACE_T: "{\u0007t" >
|   < LBRACE_TS: "{\u0007ts" >
|   < LBRACE_FN: "{\u0007fn" >
|   < LBRACE: "{" >
|   < RBRACE: "}" >
