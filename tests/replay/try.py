import sys,time
from replaying.dataset import DataSet
from replaying.outcome import Outcome
from replaying.replayer import Replay, read_proofs
f,j,s,p=(sys.argv+[None]*4)[1:5]
t=time.time()
r=Replay(DataSet(f), s or None, p or None)
t1=time.time()
print(r.load(read_proofs(open(j).read())))
t2=time.time()
o=Outcome(r)
x=o.faults()
print(f,s,p,len(o.expected),len(x),x[:8], t1-t,t2-t1,time.time()-t2)
