// The town of meters.h with std::priority_queue: a pending timer a meter, links as numbers.

#include "meters-told.h"
#include "queue.h"

namespace
{

enum Code
{
  READ,
  READ_AT_DAP,
  READ_AT_HEAD_END,
  ACKNOWLEDGE,
  ACKNOWLEDGEMENT_AT_DAP,
  ACKNOWLEDGEMENT_AT_METER
};

class Meters
{
public:
  explicit Meters(uint32_t meters)
    : m_town(meters),
      m_sentAt(meters),
      m_acknowledgedAt(meters)
  {
    const std::vector<int64_t> moments = Moments(meters);
    for (uint32_t meter = 0; meter < meters; meter++)
      m_queue.Push(moments[meter], 0, READ, meter);
  }

  void RunUntil(int64_t end)
  {
    Event event;
    while (m_queue.Pop(event) && event.time < end)
    {
      events++;
      Happen(event);
    }
  }

  uint64_t events = 0;
  Counted reads;
  Counted acknowledgements;

private:
  EventQueue m_queue;
  Town m_town;
  // By meter. It has one read under way at most.
  std::vector<int64_t> m_sentAt;
  std::vector<int64_t> m_acknowledgedAt;

  void Happen(const Event& event)
  {
    const int64_t now = event.time;
    const int32_t meter = event.argument;
    const uint32_t dap = meter / METERS_A_DAP;
    switch (event.code)
    {
    case READ:
      reads.sent++;
      m_sentAt[meter] = now;
      m_queue.Push(m_town.nanUp.Cross(dap, now, READ_BYTES), 0, READ_AT_DAP, meter);
      m_queue.Push(now + HOUR, 0, READ, meter);
      break;
    case READ_AT_DAP:
      m_queue.Push(m_town.wanUp.Cross(dap, now, READ_BYTES) + PROCESSING, 0, READ_AT_HEAD_END, meter);
      break;
    case READ_AT_HEAD_END:
      reads.Receive(now - m_sentAt[meter]);
      acknowledgements.sent++;
      m_acknowledgedAt[meter] = now;
      m_queue.Push(now + PROCESSING, 0, ACKNOWLEDGE, meter);
      break;
    case ACKNOWLEDGE:
      m_queue.Push(m_town.wanDown.Cross(dap, now, ACKNOWLEDGEMENT_BYTES), 0, ACKNOWLEDGEMENT_AT_DAP, meter);
      break;
    case ACKNOWLEDGEMENT_AT_DAP:
      m_queue.Push(m_town.nanDown.Cross(dap, now, ACKNOWLEDGEMENT_BYTES), 0, ACKNOWLEDGEMENT_AT_METER, meter);
      break;
    case ACKNOWLEDGEMENT_AT_METER:
      acknowledgements.Receive(now - m_acknowledgedAt[meter]);
      break;
    }
  }
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  const Stopwatch setup;
  Meters meters(asked.Number("meters"));
  const double setupSeconds = setup.Seconds();
  const Stopwatch run;
  meters.RunUntil(asked.Number("hours") * HOUR);
  Tell(setupSeconds, run.Seconds(), meters.events, MembersOf(meters.reads, meters.acknowledgements));
  return 0;
}
