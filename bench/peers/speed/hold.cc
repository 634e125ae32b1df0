// The hold model (hold.h) with std::priority_queue.

#include "hold.h"
#include "queue.h"
#include "told.h"

namespace
{

class Hold
{
public:
  Hold(int64_t pending, const std::string& delays)
    : m_delays(HoldDelays(delays, HOLD_DELAYS_SEED, HOLD_DELAYS))
  {
    for (const int64_t delay : HoldDelays(delays, HOLD_FILL_SEED, pending))
      m_queue.Push(delay, 0, 0, 0);
  }

  void Operate(int64_t operations)
  {
    Event event;
    for (const int64_t end = m_done + operations; m_done < end; m_done++)
    {
      if (!m_queue.Pop(event))
        throw std::runtime_error("the queue is empty");
      order.Add(EventQueue::SequenceOf(event));
      const int64_t delay = m_delays[m_done & HOLD_MASK];
      const uint32_t turn = m_done % HOLD_EVERY;
      if (turn == 0)
      {
        m_handle = m_queue.PushCancellable(event.time + HOUR + delay, 0, 0, 0);
        continue;
      }
      m_queue.Push(event.time + delay, 0, 0, 0);
      if (turn == HOLD_EVERY / 2)
      {
        if (!m_queue.Cancel(m_handle))
          throw std::runtime_error("an event that should be called off has fired");
        m_queue.Push(event.time + m_delays[(m_done + HOLD_DELAYS / 2) & HOLD_MASK], 0, 0, 0);
      }
    }
  }

  Order order;

private:
  const std::vector<int64_t> m_delays;
  EventQueue m_queue;
  int64_t m_done = 0;
  uint64_t m_handle = 0;
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  const Stopwatch setup;
  Hold hold(asked.Number("pending"), asked.Word("delays"));
  hold.Operate(asked.Number("warm"));
  const uint32_t warm = hold.order.Sum();
  const double setupSeconds = setup.Seconds();
  const Stopwatch run;
  hold.Operate(asked.Number("operations"));
  const double seconds = run.Seconds();
  Tell(setupSeconds,
       seconds,
       asked.Number("operations"),
       Member("orderWarm", warm) + ", " + Member("order", hold.order.Sum()));
  return 0;
}
